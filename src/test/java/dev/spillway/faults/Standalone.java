package dev.spillway.faults;

import dev.spillway.sandbox.LocalRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One server that writes every command to its disk. */
final class Standalone implements Topology {
    private static final String[] AS_DEPLOYED = {
        "--auto-aof-rewrite-percentage", "100", "--auto-aof-rewrite-min-size", "2gb"
    };

    private final LocalRedis redis;
    private final Map<String, Object> settings;

    private Standalone(LocalRedis redis, Map<String, Object> settings) {
        this.redis = redis;
        this.settings = settings;
    }

    static Standalone start(Path folder) throws IOException {
        var redis = LocalRedis.start(folder);
        return new Standalone(redis, Map.of("url", redis.url()));
    }

    /** One that rewrites its file as seldom as {@code docker-compose.yml} has it. */
    static Standalone asDeployed(Path folder) throws IOException {
        var redis = LocalRedis.start(folder, AS_DEPLOYED);
        return new Standalone(redis, Map.of("url", redis.url()));
    }

    /** The same, but writing to its disk once a second, and a gateway that is content with that. */
    static Standalone everySecond(Path folder) throws IOException {
        var redis = LocalRedis.start(folder, AS_DEPLOYED);
        try (var connection = new Resp(redis.port())) {
            connection.ask("CONFIG", "SET", "appendfsync", "everysec");
        }
        return new Standalone(redis, Map.of("url", redis.url(), "acknowledge", "aof"));
    }

    @Override
    public String name() {
        return "standalone";
    }

    @Override
    public Map<String, Object> settings() {
        return settings;
    }

    @Override
    public Victim victim(int dice) {
        return new Server(redis);
    }

    @Override
    public List<Integer> writablePorts() {
        return List.of(redis.port());
    }

    @Override
    public List<Long> pids() {
        return List.of(redis.pid());
    }

    @Override
    public void close() throws IOException {
        Signals.send("CONT", redis.pid());
        redis.close();
    }

    /** The server as a victim. */
    private record Server(LocalRedis redis) implements Victim {
        @Override
        public String name() {
            return "redis";
        }

        @Override
        public void kill() {
            redis.kill();
        }

        @Override
        public void restart() throws IOException {
            redis.restart();
            awaitLoaded();
        }

        @Override
        public void pause() throws IOException {
            Signals.send("STOP", redis.pid());
        }

        @Override
        public void resume() throws IOException {
            Signals.send("CONT", redis.pid());
            awaitLoaded();
        }

        private void awaitLoaded() throws IOException {
            Waiting.until("redis", 30, () -> ask().equals("PONG"));
        }

        private String ask() throws IOException {
            try (var connection = new Resp(redis.port())) {
                return String.valueOf(connection.ask("PING"));
            }
        }
    }
}
