package dev.spillway.sandbox.meta;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The business that the simulated Meta knows.
 *
 * @param callbackUrl where webhooks go; null = nowhere for the time being
 * @param appSecret signs webhooks
 * @param token bearer token of the Cloud API
 * @param id of the WhatsApp business account
 * @param numbers business numbers: phone number id to the number as it is shown
 */
public record MetaAccount(
        @Nullable URI callbackUrl, String appSecret, String token, String id, Map<String, String> numbers) {

    public MetaAccount {
        numbers = Map.copyOf(numbers);
        if (numbers.isEmpty()) throw new IllegalArgumentException("an account needs a number");
    }

    /** The phone number id of whoever names none. */
    String firstNumber() {
        return Collections.min(numbers.keySet());
    }
}
