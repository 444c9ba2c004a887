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
    private static final long LOOK_MS = 10;

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
        var running = new Running(App.start(setup).await(START_SECONDS_MAX, TimeUnit.SECONDS));
        awaitDoor(running);
        return running;
    }

    /** The door opens before its links are up, as it must where a store is away at the start. */
    private static void awaitDoor(Running running) throws Exception {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
        while (!running.app.takesWebhooks()) {
            if (System.nanoTime() > end) {
                running.close();
                throw new TimeoutException("the gateway's stores were not there in " + START_SECONDS_MAX + " s");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
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
