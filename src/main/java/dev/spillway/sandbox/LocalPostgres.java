package dev.spillway.sandbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A real PostgreSQL on 127.0.0.1, unpacked from a library. Can be stopped and started again on the same port with the same
 * data. Blocks: for the sandbox and tests only.
 */
public final class LocalPostgres implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofSeconds(60);

    private final Path directory;
    private final int port;
    private EmbeddedPostgres postgres;

    private LocalPostgres(Path directory, int port) throws IOException {
        this.directory = directory;
        this.port = port;
        this.postgres = launch();
    }

    /**
     * Starts one on a free port.
     *
     * @param directory exists and is the caller's to remove
     */
    public static LocalPostgres start(Path directory) throws IOException {
        return new LocalPostgres(directory, LocalRedis.freePort());
    }

    private EmbeddedPostgres launch() throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory.resolve("data"))
                .setOverrideWorkingDirectory(directory.resolve("bin").toFile())
                .setCleanDataDirectory(false)
                .setPGStartupWait(START_MAX)
                .start();
    }

    /** Its port. */
    public int port() {
        return port;
    }

    /** Its address as Spillway's configuration wants it. */
    public String url() {
        return "postgresql://postgres:postgres@127.0.0.1:" + port + "/postgres";
    }

    /** Stops it; data stays. */
    public void stop() throws IOException {
        postgres.close();
    }

    /** Starts it again after {@link #stop()}. */
    public void restart() throws IOException {
        postgres = launch();
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
