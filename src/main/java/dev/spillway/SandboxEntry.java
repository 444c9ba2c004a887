package dev.spillway;

import dev.spillway.sandbox.GatewayLauncher;
import dev.spillway.sandbox.SandboxCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets the sandbox start a gateway. Found by name, and left out of the production image with the sandbox itself. */
public final class SandboxEntry {
    private static final long START_SECONDS_MAX = 60;
    private static final long STOP_SECONDS_MAX = 20;

    private SandboxEntry() {}

    /** The command; found by name, so that nothing else needs the sandbox. */
    public static SandboxCommand command() {
        return new SandboxCommand(SandboxEntry::start);
    }

    /** Starts a gateway in this JVM; blocks until it takes webhooks. */
    static GatewayLauncher.Gateway start(Map<String, String> environment, Path configFile) throws Exception {
        var setup = Setup.load(configFile, name -> {
            var value = environment.get(name);
            return value == null ? System.getenv(name) : value;
        });
        var app = App.start(setup).await(START_SECONDS_MAX, TimeUnit.SECONDS);
        return new Running(app);
    }

    private record Running(App app) implements GatewayLauncher.Gateway {
        @Override
        public int port() {
            return app.port();
        }

        @Override
        public int managementPort() {
            return app.managementPort();
        }

        @Override
        public void close() {
            try {
                app.stop(Duration.ZERO).await(STOP_SECONDS_MAX, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                throw new IllegalStateException("the gateway did not stop in " + STOP_SECONDS_MAX + " s", e);
            }
        }
    }
}
