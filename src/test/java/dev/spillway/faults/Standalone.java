package dev.spillway.faults;

import dev.spillway.sandbox.LocalRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One server that writes every command to its disk. */
final class Standalone implements Topology {
    private final LocalRedis redis;

    private Standalone(LocalRedis redis) {
        this.redis = redis;
    }

    static Standalone start(Path folder) throws IOException {
        return new Standalone(LocalRedis.start(folder));
    }

    @Override
    public String name() {
        return "standalone";
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of("url", redis.url());
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
