package dev.spillway.faults;

import dev.spillway.sandbox.RedisNode;
import dev.spillway.sandbox.SentinelRig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A master and its replica under three Sentinels. The master is hurt, whichever it is. */
final class Watched implements Topology {
    private static final int DOWN_AFTER_MS = 1_500;

    private final SentinelRig rig;

    private Watched(SentinelRig rig) {
        this.rig = rig;
    }

    static Watched start(Path folder) throws IOException {
        return new Watched(SentinelRig.start(folder, DOWN_AFTER_MS));
    }

    @Override
    public String name() {
        return "sentinel";
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of(
                "url",
                rig.url(),
                "mode",
                "sentinel",
                "master",
                SentinelRig.MASTER,
                "acknowledge",
                "replicas",
                "replicas",
                1);
    }

    @Override
    public Victim victim(int dice) throws IOException {
        return new RedisVictim(rig.master(), this::isWhole);
    }

    /** The master has its replica in step. */
    private boolean isWhole() throws IOException {
        return rig.master().text("INFO", "replication").contains("state=online");
    }

    @Override
    public List<Integer> writablePorts() throws IOException {
        return List.of(rig.master().port());
    }

    @Override
    public List<Long> pids() {
        return Stream.concat(rig.stores().stream(), rig.sentinels().stream())
                .map(RedisNode::pid)
                .toList();
    }

    @Override
    public void close() {
        rig.close();
    }
}
