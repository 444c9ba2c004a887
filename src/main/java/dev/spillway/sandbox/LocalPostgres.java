package dev.spillway.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real PostgreSQL on 127.0.0.1, unpacked from a library. Can be stopped or killed and started again on the same port with
 * the same data. Runs for root too. It does not wait for the disk unless told: its data outlives a killed process, not a dead
 * machine. Blocks: for the sandbox and tests only.
 */
public final class LocalPostgres implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofSeconds(60);

    private final Path directory;
    private final int port;
    private final Unprivileged rights;
    private final List<String> settings;
    private ServerProcess process;

    private LocalPostgres(Path directory, Unprivileged rights, List<String> settings) throws IOException {
        this.directory = directory;
        this.rights = rights;
        this.settings = settings;
        this.port = Ports.free();
        install();
        this.process = launch();
    }

    /**
     * Starts one on a free port.
     *
     * @param directory exists and is the caller's to remove, after {@link #close()}
     * @param settings of the server, e.g. {@code fsync=on}; they go before what stands here
     */
    public static LocalPostgres start(Path directory, String... settings) throws IOException {
        return new LocalPostgres(directory, Unprivileged.find(), List.of(settings));
    }

    static LocalPostgres start(Path directory, Unprivileged rights) throws IOException {
        return new LocalPostgres(directory, rights, List.of());
    }

    /** Its port. */
    public int port() {
        return port;
    }

    /** Its address as Spillway's configuration wants it. */
    public String url() {
        return "postgresql://postgres:postgres@127.0.0.1:" + port + "/postgres";
    }

    /** Its process id, for signals. */
    public long pid() {
        return process.pid();
    }

    /** Stops it without waiting for its clients; data stays. */
    public void stop() throws IOException {
        if (!process.isAlive()) return;
        Programs.run(command("pg_ctl", "stop", "-D", data(), "-m", "fast", "-t", "10"));
        process.awaitEnd();
    }

    /** Ends it at once (SIGKILL), as a crash would; data stays. */
    public void kill() {
        process.kill();
    }

    /** Starts it again after {@link #stop()} or {@link #kill()}. */
    public void restart() throws IOException {
        process = launch();
    }

    @Override
    public void close() throws IOException {
        stop();
    }

    private void install() throws IOException {
        PostgresProgram.unpack(directory.resolve("programs"));
        rights.own(Files.createDirectories(Path.of(data())));
        var made = Programs.run(
                command("initdb", "-D", data(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N", "--no-locale"));
        if (made.exit() != 0)
            throw new IOException("initdb failed: " + made.output().strip());
    }

    private ServerProcess launch() throws IOException {
        var started = ServerProcess.start(serverCommand(), directory.resolve("postgres.log"));
        try {
            awaitAnswer(started);
            return started;
        } catch (IOException e) {
            started.kill();
            throw e;
        }
    }

    private List<String> serverCommand() {
        var words = new ArrayList<>(command("postgres", "-D", data(), "-p", String.valueOf(port)));
        words.addAll(List.of("-c", "fsync=off"));
        words.addAll(List.of("-c", "listen_addresses=127.0.0.1", "-c", "timezone=UTC"));
        // Nothing of it lies outside its folder: no socket in /tmp, no shared memory file in /dev/shm.
        words.addAll(List.of("-c", "unix_socket_directories=", "-c", "dynamic_shared_memory_type=mmap"));
        settings.forEach(setting -> words.addAll(List.of("-c", setting)));
        return words;
    }

    private List<String> command(String program, String... arguments) {
        var words = Programs.join(
                rights.prefix(),
                directory.resolve("programs/bin").resolve(program).toString());
        words.addAll(List.of(arguments));
        return words;
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private void awaitAnswer(ServerProcess started) throws IOException {
        var end = System.nanoTime() + START_MAX.toNanos();
        while (!answers()) {
            if (!started.isAlive() || System.nanoTime() > end) {
                throw new IOException("PostgreSQL did not start; see " + directory.resolve("postgres.log"));
            }
            pause();
        }
    }

    private boolean answers() {
        var url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&loginTimeout=5";
        try (var connection = DriverManager.getConnection(url)) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL was starting", e);
        }
    }
}
