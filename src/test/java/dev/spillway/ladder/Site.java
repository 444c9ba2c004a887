package dev.spillway.ladder;

import dev.spillway.LadderServer;
import dev.spillway.faults.GatewayFiles;
import dev.spillway.faults.GatewayJvm;
import dev.spillway.faults.JavaProgram;
import dev.spillway.faults.Resp;
import dev.spillway.faults.Waiting;
import dev.spillway.sandbox.Folder;
import dev.spillway.sandbox.LocalRedis;
import dev.spillway.sandbox.SimulatorSettings;
import dev.spillway.sandbox.Undertaker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** All servers of the rungs below the full one, below one folder; nothing of them stays when it is closed. Blocks. */
final class Site implements AutoCloseable {
    /** Those of the production image, and the heap that the project promises to do with. */
    static final List<String> JVM = GatewayJvm.asInImage("512m");

    private static final int START_SECONDS_MAX = 120;
    private static final int EMPTY_SECONDS_MAX = 60;
    private static final Pattern VERSION = Pattern.compile("redis_version:(\\S+)");

    private final Path folder;
    private final Undertaker undertaker;
    private final LocalRedis redis;
    private final Map<House, List<Server>> servers = new EnumMap<>(House.class);

    /** One process. */
    private record Server(Process process, int port, Path log) {}

    private Site() throws IOException {
        this.folder = Files.createTempDirectory("spillway-ladder-");
        this.undertaker = Undertaker.watch(folder);
        // Its file is emptied between measurements: rewriting it in one would be chance.
        this.redis =
                LocalRedis.start(Files.createDirectory(folder.resolve("redis")), "--auto-aof-rewrite-percentage", "0");
        undertaker.lookAfter("redis", redis.pid());
    }

    /** Starts them; returns when all of them listen. */
    static Site start(Set<House> houses, Settings settings) throws IOException {
        var site = new Site();
        try {
            for (var house : houses) site.start(house, settings);
            return site;
        } catch (IOException e) {
            site.close();
            throw e;
        }
    }

    private void start(House house, Settings settings) throws IOException {
        var all = new ArrayList<Server>();
        servers.put(house, all);
        for (var n = 0; n < settings.nodes(house); n++) {
            all.add(start(house, house + "-" + n, settings.loops(house)));
        }
        for (var server : all) {
            Waiting.until(house.toString(), START_SECONDS_MAX, () -> !server.process.isAlive() || isListening(server));
            if (!server.process.isAlive())
                throw new IOException(house + " has ended:\n" + Files.readString(server.log));
        }
    }

    private Server start(House house, String name, int loops) throws IOException {
        var port = LocalRedis.freePort();
        var environment = Map.of(
                "SPILLWAY_HOST",
                "127.0.0.1",
                "SPILLWAY_PORT",
                String.valueOf(port),
                "META_APP_SECRETS",
                Signer.SECRET,
                "META_PHONE_NUMBER_ID",
                SimulatorSettings.FIRST_NUMBER_ID);
        var config = GatewayFiles.write(
                folder.resolve(name), environment, Map.of("url", redis.url(), "acknowledge", "aof"), loops);
        var words = List.of(LadderServer.class.getName(), house.room(), config.toString());
        var log = folder.resolve(name + ".log");
        var process = JavaProgram.start(new JavaProgram.Start(JVM, JavaProgram.testClassPath(), words, log));
        undertaker.lookAfter(name, process.pid());
        return new Server(process, port, log);
    }

    private static boolean isListening(Server server) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port)) {
            return socket.isConnected();
        }
    }

    Path folder() {
        return folder;
    }

    List<Integer> ports(House house) {
        return of(house).stream().map(Server::port).toList();
    }

    private List<Server> of(House house) {
        return servers.getOrDefault(house, List.of());
    }

    /** Of a rung's servers, and of Redis if they use it. */
    Meter meter(House house) throws IOException {
        var pids = of(house).stream().map(server -> server.process.pid()).toList();
        return house.hasRedis() ? Meter.of(pids, redis.pid()) : Meter.of(pids);
    }

    /** Redis as a rung wants it: empty, with a file as short as can be. */
    void prepare(Rung rung) throws IOException {
        if (!rung.house().hasRedis()) return;
        try (var connection = new Resp(redis.port())) {
            connection.ask("CONFIG", "SET", "appendfsync", rung.isDurable() ? "always" : "everysec");
        }
        empty();
    }

    private void empty() throws IOException {
        try (var connection = new Resp(redis.port())) {
            connection.ask("FLUSHALL", "ASYNC");
            connection.ask("BGREWRITEAOF");
            Waiting.until("an empty Redis", EMPTY_SECONDS_MAX, () -> isEmptied(connection));
        }
    }

    private static boolean isEmptied(Resp connection) throws IOException {
        var info = String.valueOf(connection.ask("INFO", "all"));
        return info.contains("aof_rewrite_in_progress:0")
                && info.contains("aof_rewrite_scheduled:0")
                && info.contains("lazyfree_pending_objects:0");
    }

    String redisVersion() throws IOException {
        try (var connection = new Resp(redis.port())) {
            var found = VERSION.matcher(String.valueOf(connection.ask("INFO", "server")));
            return found.find() ? found.group(1) : "unknown";
        }
    }

    @Override
    public void close() throws IOException {
        for (var house : servers.values()) {
            for (var server : house) server.process.destroyForcibly();
        }
        redis.close();
        undertaker.close();
        Folder.remove(folder);
    }
}
