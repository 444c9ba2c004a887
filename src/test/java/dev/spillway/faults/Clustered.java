package dev.spillway.faults;

import dev.spillway.sandbox.ClusterRig;
import dev.spillway.sandbox.RedisNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Redis Cluster of three masters with a replica each. One of the masters is hurt. */
final class Clustered implements Topology {
    private static final int NODE_TIMEOUT_MS = 2_000;
    private static final int SLOTS = 16_384;

    private final ClusterRig rig;

    private Clustered(ClusterRig rig) {
        this.rig = rig;
    }

    static Clustered start(Path folder) throws IOException {
        return new Clustered(ClusterRig.start(folder, NODE_TIMEOUT_MS));
    }

    @Override
    public String name() {
        return "cluster";
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of("url", rig.url(), "mode", "cluster", "acknowledge", "replicas", "replicas", 1);
    }

    @Override
    public Victim victim(int dice) throws IOException {
        var masters = masters();
        return new RedisVictim(masters.get(dice % masters.size()), this::isWhole);
    }

    private List<RedisNode> masters() throws IOException {
        var masters = new ArrayList<RedisNode>();
        for (var n = 0; n < ClusterRig.MASTERS; n++) masters.add(rig.masterOf(SLOTS * n / ClusterRig.MASTERS));
        return masters;
    }

    /** Every master has a replica in step, and every node agrees that all slots are served. */
    private boolean isWhole() throws IOException {
        for (var node : rig.nodes()) {
            if (!node.text("CLUSTER", "INFO").contains("cluster_slots_ok:" + SLOTS)) return false;
        }
        for (var master : masters()) {
            if (!master.text("INFO", "replication").contains("state=online")) return false;
        }
        return true;
    }

    @Override
    public List<Integer> writablePorts() throws IOException {
        return masters().stream().map(RedisNode::port).toList();
    }

    @Override
    public List<Long> pids() {
        return rig.nodes().stream().map(RedisNode::pid).toList();
    }

    @Override
    public void close() {
        rig.close();
    }
}
