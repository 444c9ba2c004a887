package dev.spillway;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

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

    /**
     * Runs a command against a management port.
     *
     * @return what it printed; an exit code other than 0 fails
     */
    public static String command(String management, String... words) {
        var out = new StringWriter();
        var line = Stream.concat(Arrays.stream(words), Stream.of("--url", management))
                .toArray(String[]::new);
        var code = Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(line);
        if (code != 0) throw new IllegalStateException(String.join(" ", words) + ": " + code + "\n" + out);
        return out.toString();
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
