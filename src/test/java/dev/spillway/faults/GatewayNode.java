package dev.spillway.faults;

import dev.spillway.faults.JavaProgram.Start;
import dev.spillway.faults.Nodes.Door;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** One node of the gateway, a JVM as in production but for the options of its build. Keeps its ports over restarts. */
final class GatewayNode implements Victim {
    private static final Pattern REFUSED =
            Pattern.compile("^gateway_dispatch_late_writes_refused_total (\\S+)", Pattern.MULTILINE);
    private static final int READY_SECONDS_MAX = 60;
    private static final int END_SECONDS_MAX = 40;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final Plot plot;
    private volatile Process process;

    /**
     * What a node is like.
     *
     * @param options of the JVM
     * @param loops event loops that take webhooks
     */
    record Build(List<String> options, int loops) {
        /** A small heap and a cheap compiler: many start, and often. */
        static final Build SMALL = new Build(
                List.of(
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-XX:+ExitOnOutOfMemoryError"),
                1);
    }

    /**
     * Where a node stands.
     *
     * @param overlay classes and resources that take the place of the gateway's own; empty = none
     * @param ahead by how much its clock is wrong
     */
    record Plot(
            String name,
            int port,
            int managementPort,
            Path config,
            Path log,
            String overlay,
            Build build,
            Duration ahead) {}

    private GatewayNode(Plot plot) throws IOException {
        this.plot = plot;
        this.process = launch();
    }

    /** Starts one; it is not ready yet. */
    static GatewayNode start(Plot plot) throws IOException {
        return new GatewayNode(plot);
    }

    Door door() {
        return new Door(plot.name, plot.port);
    }

    long pid() {
        return process.pid();
    }

    void awaitReady() throws IOException {
        Waiting.until(plot.name, READY_SECONDS_MAX, () -> !process.isAlive() || isReady());
        if (!process.isAlive()) throw new IOException(plot.name + " has ended");
    }

    @Override
    public String name() {
        return plot.name;
    }

    @Override
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    @Override
    public void restart() throws IOException {
        process = launch();
        awaitReady();
    }

    @Override
    public void pause() throws IOException {
        Signals.send("STOP", pid());
    }

    @Override
    public void resume() throws IOException {
        Signals.send("CONT", pid());
        awaitReady();
    }

    /** SIGTERM, and waits for the end; a node that does not end is killed. */
    void terminate() {
        process.destroy();
        awaitEnd();
    }

    /** Since it was started; 0 if it does not answer. */
    long lateWritesRefused() {
        var found = REFUSED.matcher(metrics());
        return found.find() ? (long) Double.parseDouble(found.group(1)) : 0;
    }

    /** Its metrics as Prometheus reads them; empty when it does not answer. */
    String metrics() {
        try {
            return get("/metrics");
        } catch (IOException e) {
            return "";
        }
    }

    /** Where its files are. */
    Path folder() {
        return plot.config.resolveSibling("");
    }

    /** Of its /live, /ready and /metrics. */
    int managementPort() {
        return plot.managementPort;
    }

    private Process launch() throws IOException {
        var before = plot.overlay.isEmpty() ? "" : plot.overlay + File.pathSeparator;
        var config = plot.config.toString();
        if (!plot.ahead.isZero()) {
            var words = List.of("dev.spillway.SkewedGateway", plot.ahead.toString(), config);
            return start(JavaProgram.testClassPath(), words);
        }
        var words = List.of("dev.spillway.Main", "run", "--config", config);
        return start(before + JavaProgram.mainClassPath(), words);
    }

    private Process start(String classPath, List<String> words) throws IOException {
        return JavaProgram.start(new Start(plot.build.options, classPath, words, plot.log));
    }

    private boolean isReady() throws IOException {
        return !get("/ready").isEmpty();
    }

    /** Empty when the answer is not 200. */
    private String get(String path) throws IOException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + plot.managementPort + path))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            return answer.statusCode() == 200 ? answer.body() : "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
