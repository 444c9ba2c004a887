package dev.spillway.faults;

import dev.spillway.faults.GatewayNode.Build;
import dev.spillway.faults.Nodes.Door;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** One gateway with stores and simulators of its own. Blocks. */
public final class Stack implements AutoCloseable {
    /** A message that leads to a reply and a note and asks nobody. */
    private static final String PROBE_FLOW = "src/test/resources/dev/spillway/faults/probe.yaml";

    private static final Pattern DEPTH =
            Pattern.compile("gateway_lane_depth_deliveries\\{destination=\"erp\",priority=\"INTERACTIVE\".*?} (\\S+)");

    private final Rig rig;
    private final RedisLook look;

    private Stack(Rig rig) {
        this.rig = rig;
        this.look = new RedisLook(rig.topology());
    }

    static Stack start() throws IOException {
        return new Stack(Rig.start(new Rig.Order(Standalone::start, 1, "", GatewayFiles.flow(Path.of(PROBE_FLOW)))));
    }

    /**
     * One with the shipped flows alone, as in production.
     *
     * @param isDurable Redis writes to its disk before every answer, else once a second
     * @param options of the gateway's JVM
     * @param loops event loops that take webhooks
     */
    public static Stack asInProduction(boolean isDurable, List<String> options, int loops) throws IOException {
        Rig.TopologyStart redis = isDurable ? Standalone::asDeployed : Standalone::everySecond;
        return new Stack(Rig.start(Rig.Order.asDeployed(redis, new Build(options, loops))));
    }

    /** Where webhooks go. */
    public int port() {
        return door().port();
    }

    /** The gateway's process. */
    public long gatewayPid() {
        return rig.nodes().get(0).pid();
    }

    /** The process of Redis. */
    public long redisPid() {
        return rig.topology().pids().get(0);
    }

    /** The process of Postgres; it has children. */
    public long postgresPid() {
        return rig.postgresPid();
    }

    /** The process of Meta, ERP and CRM. */
    public long simulatorsPid() {
        return simulated().pid();
    }

    /** What Redis holds at the moment. */
    public Held held() throws IOException {
        return look.held();
    }

    Door door() {
        return rig.doors().doors().get(0);
    }

    Simulated simulated() {
        return rig.simulated();
    }

    /** Look-ups that wait for the ERP, or are out. */
    long backlog() throws IOException {
        return look.lane("erp", "INTERACTIVE");
    }

    /** The same as the gateway's own metric tells it, a few seconds old; -1 = it does not. */
    long toldBacklog() {
        var found = DEPTH.matcher(rig.nodes().get(0).metrics());
        return found.find() ? (long) Double.parseDouble(found.group(1)) : -1;
    }

    /** Events, deliveries and ledger entries under way beside those that wait for the ERP. */
    long busy() throws IOException {
        var held = look.held();
        return held.events() + held.ledger() + Math.max(0, held.deliveries() - backlog());
    }

    /** What lives in the gateway's heap, in MB. */
    double heapMb() throws IOException {
        return Heap.usedMb(rig.nodes().get(0).pid());
    }

    /** Copies the logs to where those of failed benches go; answers where. */
    String keepLogs(String name) throws IOException {
        var folder = Round.logs(name.toLowerCase(Locale.ROOT));
        rig.keepLogs(folder);
        return folder.toAbsolutePath().toString();
    }

    @Override
    public void close() throws IOException {
        rig.close();
    }
}
