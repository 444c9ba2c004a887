package dev.spillway.sandbox;

import dev.spillway.sandbox.meta.MetaAccount;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the simulators listen on and expect. The tokens are no secrets: nothing but simulators accepts them.
 *
 * @param port where to listen on 127.0.0.1; 0 = a free one
 * @param callbackUrl where webhooks go; null = nowhere until {@link Simulators#callbackUrl} is called
 * @param appSecret signs webhooks
 * @param metaToken bearer token of the Cloud API
 * @param erpToken bearer token of the ERP
 * @param crmToken bearer token of the CRM
 * @param accountId the WhatsApp business account
 * @param numbers business numbers: phone number id to the number as it is shown
 * @param arrivalsMax lines that each simulator's diary of arrivals holds, some 200 bytes each
 */
public record SimulatorSettings(
        int port,
        @Nullable URI callbackUrl,
        String appSecret,
        String metaToken,
        String erpToken,
        String crmToken,
        String accountId,
        Map<String, String> numbers,
        int arrivalsMax) {

    public SimulatorSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("simulators port must be 0..65535, was " + port);
        }
        if (arrivalsMax < 0) throw new IllegalArgumentException("arrivalsMax must be 0 or more, was " + arrivalsMax);
        numbers = Map.copyOf(numbers);
    }

    /** One business number and the tokens that README and the sandbox's gateway use. */
    public static SimulatorSettings onPort(int port) {
        return new SimulatorSettings(
                port,
                null,
                "sandbox-app-secret",
                "sandbox-access-token",
                "sandbox-erp-token",
                "sandbox-crm-token",
                "104820561237744",
                Map.of(FIRST_NUMBER_ID, "525541007700"),
                100_000);
    }

    /** The same with other diaries. */
    public SimulatorSettings withArrivals(int max) {
        return new SimulatorSettings(
                port, callbackUrl, appSecret, metaToken, erpToken, crmToken, accountId, numbers, max);
    }

    /** The same with other business numbers: phone number id to the number as it is shown. */
    public SimulatorSettings withNumbers(Map<String, String> others) {
        return new SimulatorSettings(
                port, callbackUrl, appSecret, metaToken, erpToken, crmToken, accountId, others, arrivalsMax);
    }

    MetaAccount metaAccount() {
        return new MetaAccount(callbackUrl, appSecret, metaToken, accountId, numbers);
    }

    /** The phone number id of the one number of {@link #onPort}. */
    public static final String FIRST_NUMBER_ID = "118264500913347";
}
