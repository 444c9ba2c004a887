package dev.spillway.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One redis-server process of a rig, a store or a Sentinel, which can be killed, paused, resumed and started again on the same
 * port with the same data. Blocks. Several threads may use it, not at once.
 */
public final class RedisNode implements AutoCloseable {
    private static final int TALK_MS = 2_000;
    private static final long START_MAX_SECONDS = 60;

    private final Path directory;
    private final int port;
    private final List<String> command;
    private ServerProcess process;

    private RedisNode(Path directory, int port, List<String> command) throws IOException {
        this.directory = directory;
        this.port = port;
        this.command = command;
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /**
     * Starts a store that writes its append-only file at every command, in a folder of its own below this one.
     *
     * @param settings further lines of its configuration
     */
    static RedisNode store(Path below, int port, String... settings) throws IOException {
        var lines = new ArrayList<>(List.of("appendonly yes", "appendfsync always", "save \"\""));
        lines.add("auto-aof-rewrite-percentage 30"); // as LocalRedis, which says why
        lines.addAll(List.of("maxmemory-policy noeviction", "repl-diskless-sync-delay 0"));
        lines.addAll(List.of(settings));
        return start(below, "redis-" + port, port, lines);
    }

    /** Starts a Sentinel. */
    static RedisNode sentinel(Path below, int port, List<String> settings) throws IOException {
        return start(below, "sentinel-" + port, port, settings, "--sentinel");
    }

    /** By a file, since Sentinels have it rewritten: whoever was made a master comes back as none otherwise. */
    private static RedisNode start(Path below, String name, int port, List<String> settings, String... words)
            throws IOException {
        var directory = Files.createDirectories(below.resolve(name));
        var lines = new ArrayList<>(List.of("bind 127.0.0.1", "port " + port, "dir " + directory));
        lines.addAll(settings);
        var file = Files.write(directory.resolve("redis.conf"), lines);
        var command = new ArrayList<>(List.of(program(below), file.toString()));
        command.addAll(List.of(words));
        return new RedisNode(directory, port, command);
    }

    private static String program(Path below) throws IOException {
        return RedisProgram.find(below).toString();
    }

    /** A free port that leaves room for a cluster's bus, 10,000 above, and is not among those a system hands out by itself. */
    static int freePort() throws IOException {
        for (var tries = 0; tries < 1_000; tries++) {
            var port = ThreadLocalRandom.current().nextInt(11_000, 22_000);
            if (!Ports.isTaken(port) && !Ports.isTaken(port + 10_000)) return port;
        }
        throw new IOException("no free port between 11000 and 22000");
    }

    /** Its port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** {@code 127.0.0.1:port}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether its process is there; a paused one is. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it at once (SIGKILL). */
    public void kill() {
        process.kill();
    }

    /** Stops it where it is (SIGSTOP): connections stay, nothing answers. */
    public void pause() throws IOException {
        Programs.run(List.of("kill", "-STOP", String.valueOf(pid())));
    }

    /** Lets a paused one go on (SIGCONT). */
    public void resume() throws IOException {
        Programs.run(List.of("kill", "-CONT", String.valueOf(pid())));
    }

    /** Starts it again after {@link #kill()}. */
    public void restart() throws IOException {
        process = launch();
    }

    /** Asks it one thing over a connection of its own; see {@link RedisTalk#ask}. */
    public @Nullable Object ask(String... words) throws IOException {
        try (var talk = new RedisTalk(port, TALK_MS)) {
            return talk.ask(words);
        }
    }

    /** Asks it one thing whose answer is text. */
    public String text(String... words) throws IOException {
        return String.valueOf(ask(words));
    }

    /** Whether it answers at all; a paused one does not. */
    boolean answers() {
        return answer("PING").equals("PONG");
    }

    /** Waits until an answer holds this text; errors count as answers that do not. */
    void await(String wanted, String... words) throws IOException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_MAX_SECONDS);
        while (!answer(words).contains(wanted)) {
            if (System.nanoTime() > end) {
                throw new IOException(address() + " never said " + wanted + " to " + String.join(" ", words));
            }
            pause(20);
        }
    }

    private String answer(String... words) {
        try {
            return text(words);
        } catch (IOException e) {
            return "";
        }
    }

    private static void pause(long ms) throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private ServerProcess launch() throws IOException {
        var started = ServerProcess.start(command, directory.resolve("redis.log"));
        process = started;
        try {
            await("PONG", "PING");
            if (!started.isAlive()) throw new IOException("somebody else has port " + port);
            return started;
        } catch (IOException e) {
            started.kill();
            throw new IOException("redis-server did not start; see " + directory.resolve("redis.log"), e);
        }
    }

    /** Kills it: nobody needs what it would save. */
    @Override
    public void close() {
        process.kill();
    }
}
