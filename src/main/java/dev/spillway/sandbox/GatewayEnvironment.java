package dev.spillway.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;

/** The environment of the sandbox's gateway: the names are those of conf/gateway.yaml. */
final class GatewayEnvironment {
    private GatewayEnvironment() {}

    static Map<String, String> of(LocalRedis redis, LocalPostgres postgres, Simulators simulators) {
        var settings = simulators.settings();
        var environment = new LinkedHashMap<String, String>();
        environment.put("SPILLWAY_REDIS_URL", redis.url());
        environment.put("SPILLWAY_POSTGRES_URL", postgres.url());
        environment.put("META_APP_SECRETS", settings.appSecret());
        environment.put("META_VERIFY_TOKEN", "sandbox-verify-token");
        environment.put("META_ACCESS_TOKEN", settings.metaToken());
        environment.put("META_API_URL", simulators.url() + "/meta");
        environment.put("META_PHONE_NUMBER_ID", SimulatorSettings.FIRST_NUMBER_ID);
        environment.put("ERP_URL", simulators.url() + "/erp");
        environment.put("ERP_TOKEN", settings.erpToken());
        environment.put("CRM_URL", simulators.url() + "/crm");
        environment.put("CRM_TOKEN", settings.crmToken());
        return environment;
    }
}
