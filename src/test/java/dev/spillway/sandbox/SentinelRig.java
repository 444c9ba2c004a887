package dev.spillway.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A master, its replica and three Sentinels that watch them, all real processes on 127.0.0.1. Blocks. */
public final class SentinelRig implements AutoCloseable {
    /** What the Sentinels call the master. */
    public static final String MASTER = "mymaster";

    private static final int SENTINELS = 3;

    private final List<RedisNode> stores;
    private final List<RedisNode> sentinels;

    private SentinelRig(List<RedisNode> stores, List<RedisNode> sentinels) {
        this.stores = stores;
        this.sentinels = sentinels;
    }

    /**
     * Starts all and waits until the replica is in step and the Sentinels know each other.
     *
     * @param directory exists and is the caller's to remove, after {@link #close()}
     * @param downAfterMs silence after which a Sentinel takes the master for dead
     */
    public static SentinelRig start(Path directory, int downAfterMs) throws IOException {
        var rig = new SentinelRig(new ArrayList<>(), new ArrayList<>());
        try {
            rig.startStores(directory);
            rig.startSentinels(directory, downAfterMs);
            return rig;
        } catch (IOException e) {
            rig.close();
            throw e;
        }
    }

    private void startStores(Path directory) throws IOException {
        var master = RedisNode.store(directory, RedisNode.freePort());
        stores.add(master);
        stores.add(RedisNode.store(directory, RedisNode.freePort(), "replicaof 127.0.0.1 " + master.port()));
        master.await("state=online", "INFO", "replication");
    }

    private void startSentinels(Path directory, int downAfterMs) throws IOException {
        var settings = List.of(
                "sentinel monitor " + MASTER + " 127.0.0.1 " + stores.get(0).port() + " 2",
                "sentinel down-after-milliseconds " + MASTER + " " + downAfterMs,
                "sentinel failover-timeout " + MASTER + " " + Math.max(2_000, 4 * downAfterMs));
        for (var i = 0; i < SENTINELS; i++) {
            sentinels.add(RedisNode.sentinel(directory, RedisNode.freePort(), settings));
        }
        for (var sentinel : sentinels) {
            sentinel.await("slaves=1,sentinels=" + SENTINELS, "INFO", "sentinel");
        }
    }

    /** The configuration's {@code redis.url} for mode {@code sentinel}. */
    public String url() {
        return "redis://" + sentinels.stream().map(RedisNode::address).collect(Collectors.joining(","));
    }

    /** Master and replica; which is which changes. */
    public List<RedisNode> stores() {
        return List.copyOf(stores);
    }

    /** The Sentinels. */
    public List<RedisNode> sentinels() {
        return List.copyOf(sentinels);
    }

    /** The one the Sentinels take for the master now. */
    public RedisNode master() throws IOException {
        var port = portOfMaster();
        return stores.stream().filter(node -> node.port() == port).findFirst().orElseThrow();
    }

    private int portOfMaster() throws IOException {
        for (var sentinel : sentinels) {
            if (!sentinel.isAlive()) continue;
            if (sentinel.ask("SENTINEL", "get-master-addr-by-name", MASTER) instanceof List<?> address) {
                return Integer.parseInt(String.valueOf(address.get(1)));
            }
        }
        throw new IOException("no Sentinel knows " + MASTER);
    }

    @Override
    public void close() {
        sentinels.forEach(RedisNode::close);
        stores.forEach(RedisNode::close);
    }
}
