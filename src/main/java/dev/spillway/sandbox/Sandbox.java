package dev.spillway.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Everything the sandbox runs: Redis, PostgreSQL, the simulators, the gateway; all their files below one folder. Whatever way
 * it ends, also in the middle of starting, nothing of it stays. Blocks.
 */
final class Sandbox implements AutoCloseable {
    private static final long START_MAX_SECONDS = 30;
    private final Transcript transcript;
    private final SandboxOptions options;
    private final GatewayLauncher launcher;
    private final Undo undo = new Undo();
    private final Path folder;

    Sandbox(Transcript transcript, SandboxOptions options, GatewayLauncher launcher) throws IOException {
        this.transcript = transcript;
        this.options = options;
        this.launcher = launcher;
        this.folder = Files.createTempDirectory("spillway-sandbox-");
    }

    /** What runs, for those who want to talk to it. */
    record Running(Path folder, Simulators simulators, GatewayLauncher.Gateway gateway) {
        String url() {
            return "http://127.0.0.1:" + gateway.port();
        }

        String managementUrl() {
            return "http://127.0.0.1:" + gateway.managementPort();
        }
    }

    /** @throws SandboxFailure naming what did not start */
    Running start() throws SandboxFailure {
        transcript.title("Spillway sandbox");
        var undertaker = prepare();
        var postgres = startPostgres(undertaker);
        var redis = startRedis(undertaker);
        var simulators = startSimulators();
        var gateway = startGateway(redis, postgres, simulators);
        simulators.callbackUrl(URI.create("http://127.0.0.1:" + gateway.port() + "/webhooks/meta"));
        return new Running(folder, simulators, gateway);
    }

    Path folder() {
        return folder;
    }

    /** From now on nothing more starts. */
    void refuse() {
        undo.refuse();
    }

    @Override
    public void close() throws SandboxFailure {
        undo.close();
    }

    private Undertaker prepare() throws SandboxFailure {
        undo.add("folder", () -> Folder.remove(folder));
        var undertaker = undo.add("undertaker", part("undertaker", () -> Undertaker.watch(folder)));
        // Once more, so that it comes before the undertaker's turn: he then has nothing to do.
        undo.add("folder", () -> Folder.remove(folder));
        undo.add("log", part("log", () -> LogFile.open(folder.resolve("gateway.log"))));
        return undertaker;
    }

    private LocalPostgres startPostgres(Undertaker undertaker) throws SandboxFailure {
        var start = System.nanoTime();
        var home = part("PostgreSQL", () -> Files.createDirectory(folder.resolve("postgres")));
        var postgres = undo.add("PostgreSQL", part("PostgreSQL", () -> LocalPostgres.start(home)));
        part("undertaker", () -> undertaker.lookAfter("postgres", postgres.pid()));
        transcript.started("PostgreSQL", "127.0.0.1:" + postgres.port(), since(start));
        return postgres;
    }

    private LocalRedis startRedis(Undertaker undertaker) throws SandboxFailure {
        var start = System.nanoTime();
        var home = part("Redis", () -> Files.createDirectory(folder.resolve("redis")));
        var redis = undo.add("Redis", part("Redis", () -> LocalRedis.start(home)));
        part("undertaker", () -> undertaker.lookAfter("redis", redis.pid()));
        transcript.started("Redis", "127.0.0.1:" + redis.port(), since(start));
        return redis;
    }

    private Simulators startSimulators() throws SandboxFailure {
        var start = System.nanoTime();
        // Without the cache it needs no folder in /tmp.
        var files = new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
        var vertx = Vertx.vertx(new VertxOptions().setFileSystemOptions(files));
        undo.add("Vert.x", () -> vertx.close().await(START_MAX_SECONDS, TimeUnit.SECONDS));
        var settings = SimulatorSettings.onPort(options.simulatorsPort());
        var simulators =
                part("simulators", () -> Simulators.start(vertx, settings).await(START_MAX_SECONDS, TimeUnit.SECONDS));
        undo.add("simulators", () -> simulators.close().await(START_MAX_SECONDS, TimeUnit.SECONDS));
        transcript.started("Simulators", simulators.url(), since(start));
        return simulators;
    }

    private GatewayLauncher.Gateway startGateway(LocalRedis redis, LocalPostgres postgres, Simulators simulators)
            throws SandboxFailure {
        var start = System.nanoTime();
        var environment = GatewayEnvironment.of(redis, postgres, simulators);
        environment.put("SPILLWAY_PORT", String.valueOf(chosen(options.port())));
        environment.put("SPILLWAY_MANAGEMENT_PORT", String.valueOf(chosen(options.managementPort())));
        var gateway = undo.add("gateway", part("gateway", () -> launcher.start(environment, options.config())));
        transcript.started("Gateway", "http://127.0.0.1:" + gateway.port(), since(start));
        transcript.named("Management", "http://127.0.0.1:" + gateway.managementPort());
        transcript.named("Log", folder.resolve("gateway.log").toString());
        return gateway;
    }

    private static int chosen(int port) throws SandboxFailure {
        return port != 0 ? port : part("port", Ports::free);
    }

    /** Something that may fail in its own way. */
    private interface Start<T> {
        T start() throws Exception;
    }

    private static <T> T part(String name, Start<T> start) throws SandboxFailure {
        try {
            return start.start();
        } catch (Exception e) {
            throw new SandboxFailure("The " + name + " did not start: " + e.getMessage(), e);
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
