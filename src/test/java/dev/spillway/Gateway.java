package dev.spillway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A whole gateway in this JVM, made of the shipped configuration as {@code spillway run} makes it. Blocks. */
public final class Gateway implements AutoCloseable {
    private static final Path CONFIG = Path.of("conf/gateway.yaml");
    private static final long START_SECONDS_MAX = 60;
    private static final long STOP_SECONDS_MAX = 60;

    private final App app;

    private Gateway(App app) {
        this.app = app;
    }

    /** Starts one; it takes webhooks when this returns. */
    public static Gateway start(Map<String, String> environment) throws Exception {
        return start(environment, CONFIG);
    }

    /** Starts one on other files. */
    public static Gateway start(Map<String, String> environment, Path config) throws Exception {
        return new Gateway(App.start(Setup.load(config, environment::get)).await(START_SECONDS_MAX, TimeUnit.SECONDS));
    }

    /** What SIGHUP does. */
    public void hangUp() {
        app.reload();
    }

    /** The address of the door and of the management port, without a slash at the end. */
    public record Addresses(String door, String management) {}

    /** Where it listens. */
    public Addresses addresses() {
        return new Addresses("http://127.0.0.1:" + app.port(), "http://127.0.0.1:" + app.managementPort());
    }

    /** Stops it as SIGTERM does. */
    public void stop(Duration drainDelay) throws TimeoutException {
        app.stop(drainDelay).await(STOP_SECONDS_MAX, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws TimeoutException {
        stop(Duration.ZERO);
    }
}
