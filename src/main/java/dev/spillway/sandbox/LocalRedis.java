package dev.spillway.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real redis-server on 127.0.0.1 that writes its append-only file at every command: the one of the PATH if it is 6.2 or
 * newer, else the one that comes with a library. Can be killed and started again on the same port with the same data.
 * Blocks: for the sandbox and tests only.
 */
public final class LocalRedis implements AutoCloseable {
    /** It answers once it has read its file; of a long fault round that may be a gigabyte, at some 100 MB a second. */
    private static final Duration START_MAX = Duration.ofSeconds(90);

    /** Its own default is 100 % of the size at its start: killed again and again it would never get to shrink its file. */
    private static final String REWRITE_PERCENTAGE = "30";

    private final Path directory;
    private final Path program;
    private final int port;
    private final List<String> settings;
    private ServerProcess process;

    private LocalRedis(Path directory, List<String> settings) throws IOException {
        this.directory = directory;
        this.program = RedisProgram.find(directory);
        this.port = Ports.free();
        this.settings = List.copyOf(settings);
        this.process = launch();
    }

    /**
     * Starts one on a free port.
     *
     * @param directory exists and is the caller's to remove, after {@link #close()}
     * @param settings further command line settings, e.g. {@code --maxmemory}, {@code 10mb}
     */
    public static LocalRedis start(Path directory, String... settings) throws IOException {
        return new LocalRedis(directory, List.of(settings));
    }

    /** A port nobody listens on at the moment. */
    public static int freePort() throws IOException {
        return Ports.free();
    }

    /** Its port. */
    public int port() {
        return port;
    }

    /** Its address as Spillway's configuration wants it. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Its process id, for signals. */
    public long pid() {
        return process.pid();
    }

    /** The program that runs. */
    public Path program() {
        return program;
    }

    /** Ends it at once (SIGKILL), as a crash would. */
    public void kill() {
        process.kill();
    }

    /** Starts it again after {@link #kill()}, on the same port with what the append-only file held. */
    public void restart() throws IOException {
        process = launch();
    }

    @Override
    public void close() {
        process.end();
    }

    private ServerProcess launch() throws IOException {
        var started = ServerProcess.start(command(), directory.resolve("redis.log"));
        try {
            awaitAnswer(started);
            return started;
        } catch (IOException e) {
            started.kill();
            throw e;
        }
    }

    private List<String> command() {
        var words = new ArrayList<>(List.of(program.toString(), "--bind", "127.0.0.1"));
        words.addAll(List.of("--port", String.valueOf(port), "--dir", directory.toString()));
        words.addAll(List.of("--appendonly", "yes", "--appendfsync", "always", "--save", ""));
        words.addAll(List.of("--auto-aof-rewrite-percentage", REWRITE_PERCENTAGE));
        words.addAll(List.of("--maxmemory-policy", "noeviction"));
        words.addAll(settings);
        return words;
    }

    private void awaitAnswer(ServerProcess started) throws IOException {
        var end = System.nanoTime() + START_MAX.toNanos();
        while (!answersPing()) {
            if (!started.isAlive() || System.nanoTime() > end) {
                throw new IOException("redis-server did not start; see " + directory.resolve("redis.log"));
            }
            pause();
        }
    }

    private boolean answersPing() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while redis-server was starting", e);
        }
    }
}
