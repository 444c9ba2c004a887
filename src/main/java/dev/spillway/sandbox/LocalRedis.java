package dev.spillway.sandbox;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import redis.embedded.core.ExecutableProvider;

/**
 * A real redis-server on 127.0.0.1 that writes its append-only file at every command: the one of the PATH if it is 6.2 or
 * newer, else the one that comes with a library. Can be killed and started again on the same port with the same data.
 * Blocks: for the sandbox and tests only.
 */
public final class LocalRedis implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofSeconds(20);
    private static final Pattern VERSION = Pattern.compile("v=(\\d+)\\.(\\d+)");

    private final Path directory;
    private final int port;
    private final List<String> settings;
    private Process process;

    private LocalRedis(Path directory, int port, List<String> settings) throws IOException {
        this.directory = directory;
        this.port = port;
        this.settings = List.copyOf(settings);
        this.process = launch();
    }

    /**
     * Starts one on a free port.
     *
     * @param directory exists and is the caller's to remove
     * @param settings further command line settings, e.g. {@code --maxmemory}, {@code 10mb}
     */
    public static LocalRedis start(Path directory, String... settings) throws IOException {
        return new LocalRedis(directory, freePort(), List.of(settings));
    }

    /** A port nobody listens on at the moment. */
    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
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

    /** Ends it at once (SIGKILL), as a crash would. */
    public void kill() {
        process.destroyForcibly();
        await(process);
    }

    /** Starts it again after {@link #kill()}, on the same port with what the append-only file held. */
    public void restart() throws IOException {
        process = launch();
    }

    @Override
    public void close() {
        process.destroy();
        await(process);
    }

    private static void await(Process process) {
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private Process launch() throws IOException {
        var command = new java.util.ArrayList<>(List.of(
                executable(directory).toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--dir",
                directory.toString(),
                "--appendonly",
                "yes",
                "--appendfsync",
                "always",
                "--save",
                "",
                "--maxmemory-policy",
                "noeviction"));
        command.addAll(settings);
        var started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("redis.log").toFile()))
                .start();
        awaitAnswer(started);
        return started;
    }

    private void awaitAnswer(Process started) throws IOException {
        var end = System.nanoTime() + START_MAX.toNanos();
        while (!answersPing()) {
            if (!started.isAlive() || System.nanoTime() > end) {
                started.destroyForcibly();
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

    private static Path executable(Path directory) throws IOException {
        for (var folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            var candidate = Path.of(folder).resolve("redis-server");
            if (Files.isExecutable(candidate) && isNewEnough(candidate)) return candidate;
        }
        var folder = Files.createDirectories(directory.resolve("bin"));
        return ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath();
    }

    private static boolean isNewEnough(Path candidate) throws IOException {
        var process = new ProcessBuilder(candidate.toString(), "--version").start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        await(process);
        var match = VERSION.matcher(text);
        if (!match.find()) return false;
        var major = Integer.parseInt(match.group(1));
        return major > 6 || (major == 6 && Integer.parseInt(match.group(2)) >= 2);
    }
}
