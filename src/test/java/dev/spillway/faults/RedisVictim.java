package dev.spillway.faults;

import dev.spillway.sandbox.RedisNode;
import java.io.IOException;

/**
 * One of several Redis servers.
 *
 * @param whole is asked until all servers are what they should be again, so that the next fault finds somebody to take over
 */
record RedisVictim(RedisNode node, Waiting.Question whole) implements Victim {
    private static final int WHOLE_SECONDS_MAX = 60;

    @Override
    public String name() {
        return "redis-" + node.port();
    }

    @Override
    public void kill() {
        node.kill();
    }

    @Override
    public void restart() throws IOException {
        node.restart();
        awaitWhole();
    }

    @Override
    public void pause() throws IOException {
        node.pause();
    }

    @Override
    public void resume() throws IOException {
        node.resume();
        awaitWhole();
    }

    private void awaitWhole() throws IOException {
        Waiting.until("redis, with all its servers,", WHOLE_SECONDS_MAX, whole);
    }
}
