package dev.spillway.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A Redis Cluster of three masters with a replica each, real processes on 127.0.0.1; each master has an equal range of slots.
 * Goes on serving what it can while a master is missing. Blocks.
 */
public final class ClusterRig implements AutoCloseable {
    /** How many masters, and replicas. */
    public static final int MASTERS = 3;

    private static final int SLOTS = 16_384;

    private final List<RedisNode> nodes = new ArrayList<>();

    private ClusterRig() {}

    /**
     * Starts all and waits until every node says that the cluster is up and every replica is in step.
     *
     * @param directory exists and is the caller's to remove, after {@link #close()}
     * @param nodeTimeoutMs {@code cluster-node-timeout}: silence after which a node is taken for dead
     */
    public static ClusterRig start(Path directory, int nodeTimeoutMs) throws IOException {
        var rig = new ClusterRig();
        try {
            rig.startNodes(directory, nodeTimeoutMs);
            rig.join();
            return rig;
        } catch (IOException e) {
            rig.close();
            throw e;
        }
    }

    private void startNodes(Path directory, int nodeTimeoutMs) throws IOException {
        String[] settings = {
            "cluster-enabled yes", "cluster-require-full-coverage no", "cluster-node-timeout " + nodeTimeoutMs
        };
        for (var i = 0; i < 2 * MASTERS; i++) nodes.add(RedisNode.store(directory, RedisNode.freePort(), settings));
    }

    private void join() throws IOException {
        for (var i = 0; i < nodes.size(); i++) {
            nodes.get(i).ask("CLUSTER", "SET-CONFIG-EPOCH", String.valueOf(i + 1));
            if (i < MASTERS) nodes.get(i).ask(slots(i));
        }
        for (var node : nodes) nodes.get(0).ask("CLUSTER", "MEET", "127.0.0.1", String.valueOf(node.port()));
        for (var node : nodes) node.await("cluster_known_nodes:" + nodes.size(), "CLUSTER", "INFO");
        for (var i = 0; i < MASTERS; i++) replicate(nodes.get(i), nodes.get(i + MASTERS));
        for (var node : nodes) node.await("cluster_slots_ok:" + SLOTS, "CLUSTER", "INFO");
        for (var node : nodes) node.await("cluster_state:ok", "CLUSTER", "INFO");
        for (var i = 0; i < MASTERS; i++) nodes.get(i).await("state=online", "INFO", "replication");
    }

    private static void replicate(RedisNode master, RedisNode replica) throws IOException {
        replica.await(id(master), "CLUSTER", "NODES");
        replica.ask("CLUSTER", "REPLICATE", id(master));
    }

    private static String[] slots(int master) {
        var slots = IntStream.range(SLOTS * master / MASTERS, SLOTS * (master + 1) / MASTERS);
        return Stream.concat(Stream.of("CLUSTER", "ADDSLOTS"), slots.mapToObj(String::valueOf))
                .toArray(String[]::new);
    }

    /** The configuration's {@code redis.url} for mode {@code cluster}. */
    public String url() {
        return "redis://" + nodes.stream().map(RedisNode::address).collect(Collectors.joining(","));
    }

    /** All, the first three of which were the masters at the beginning. */
    public List<RedisNode> nodes() {
        return List.copyOf(nodes);
    }

    /** The name the cluster has for a node. */
    public static String id(RedisNode node) throws IOException {
        return node.text("CLUSTER", "MYID");
    }

    /** The slot of a key. */
    public int slot(String key) throws IOException {
        return Integer.parseInt(anyAlive().text("CLUSTER", "KEYSLOT", key));
    }

    /** The master that serves a slot now, as the first node sees it that lives. */
    public RedisNode masterOf(int slot) throws IOException {
        if (anyAlive().ask("CLUSTER", "SLOTS") instanceof List<?> ranges) {
            for (var each : ranges) {
                if (each instanceof List<?> range && holds(range, slot)) return node(port(range));
            }
        }
        throw new IOException("nobody serves slot " + slot);
    }

    /** Whether all nodes that answer name the same masters, and each of these has its replica: nobody is on the way to be something else. */
    public boolean agrees() throws IOException {
        var masters = new HashSet<Set<String>>();
        for (var node : nodes) {
            if (node.isAlive() && node.answers()) masters.add(masters(node));
        }
        if (masters.size() != 1) return false;
        for (var node : nodes) {
            if (node.text("INFO", "replication").contains("role:master")
                    && !node.text("INFO", "replication").contains("state=online")) return false;
        }
        return true;
    }

    private static Set<String> masters(RedisNode node) throws IOException {
        var masters = new TreeSet<String>();
        if (node.ask("CLUSTER", "SLOTS") instanceof List<?> ranges) {
            for (var each : ranges) {
                if (each instanceof List<?> range) masters.add(range.get(0) + "-" + range.get(1) + " " + port(range));
            }
        }
        return masters;
    }

    private static boolean holds(List<?> range, int slot) {
        return Long.parseLong(range.get(0).toString()) <= slot
                && slot <= Long.parseLong(range.get(1).toString());
    }

    private static int port(List<?> range) {
        return range.get(2) instanceof List<?> master
                ? Integer.parseInt(master.get(1).toString())
                : 0;
    }

    private RedisNode node(int port) {
        return nodes.stream().filter(node -> node.port() == port).findFirst().orElseThrow();
    }

    private RedisNode anyAlive() throws IOException {
        for (var node : nodes) {
            if (node.isAlive() && node.answers()) return node;
        }
        throw new IOException("no node answers");
    }

    /** Begins to move a slot: from now on its master sends those who ask for keys it has not to the other. */
    public void beginMove(int slot, RedisNode to) throws IOException {
        var from = masterOf(slot);
        to.ask("CLUSTER", "SETSLOT", String.valueOf(slot), "IMPORTING", id(from));
        from.ask("CLUSTER", "SETSLOT", String.valueOf(slot), "MIGRATING", id(to));
    }

    /** Moves keys of a slot that is being moved, at most so many; answers how many went. */
    public int moveKeys(int slot, RedisNode from, RedisNode to, int max) throws IOException {
        if (!(from.ask("CLUSTER", "GETKEYSINSLOT", String.valueOf(slot), String.valueOf(max))
                instanceof List<?> keys)) {
            return 0;
        }
        for (var key : keys) {
            from.ask("MIGRATE", "127.0.0.1", String.valueOf(to.port()), String.valueOf(key), "0", "5000");
        }
        return keys.size();
    }

    /** Moves what keys are left; the slot belongs to the other from now on. */
    public void finishMove(int slot, RedisNode from, RedisNode to) throws IOException {
        var moved = moveKeys(slot, from, to, 100);
        while (moved > 0) moved = moveKeys(slot, from, to, 100);
        for (var node : List.of(to, from)) node.ask("CLUSTER", "SETSLOT", String.valueOf(slot), "NODE", id(to));
    }

    @Override
    public void close() {
        nodes.forEach(RedisNode::close);
    }
}
