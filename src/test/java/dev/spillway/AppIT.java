package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.sandbox.LocalRedis;
import dev.spillway.support.TestStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppIT {
    static Map<String, String> environment() {
        var environment = new HashMap<String, String>();
        environment.put("SPILLWAY_PORT", "0");
        environment.put("SPILLWAY_MANAGEMENT_PORT", "0");
        environment.put("SPILLWAY_REDIS_URL", TestStores.redis().url());
        environment.put("SPILLWAY_POSTGRES_URL", TestStores.postgres().url());
        environment.put("META_APP_SECRETS", "sandbox-app-secret");
        environment.put("META_VERIFY_TOKEN", "sandbox-verify-token");
        environment.put("SPILLWAY_WARM_UP", "PT0S");
        environment.put("META_ACCESS_TOKEN", "sandbox-access-token");
        environment.put("META_PHONE_NUMBER_ID", "118264500913347");
        environment.put("ERP_TOKEN", "sandbox-erp-token");
        environment.put("CRM_TOKEN", "sandbox-crm-token");
        return environment;
    }

    @Test
    void startsAndStopsWithinSeconds() throws Exception {
        var setup = Setup.load(Path.of("conf/gateway.yaml"), environment()::get);
        var app = App.start(setup).await(60, TimeUnit.SECONDS);
        assertThat(app.port()).isPositive();
        var began = System.nanoTime();
        app.stop(Duration.ZERO).await(60, TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void refusesToStartOnARedisThatForgets(@TempDir Path directory) throws Exception {
        try (var forgetful = LocalRedis.start(directory, "--appendonly", "no")) {
            var environment = environment();
            environment.put("SPILLWAY_REDIS_URL", forgetful.url());
            var setup = Setup.load(Path.of("conf/gateway.yaml"), environment::get);
            assertThatThrownBy(() -> App.start(setup).await(20, TimeUnit.SECONDS))
                    .hasMessageContaining("appendonly yes");
        }
    }
}
