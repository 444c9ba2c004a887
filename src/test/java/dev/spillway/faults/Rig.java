package dev.spillway.faults;

import dev.spillway.faults.GatewayFiles.More;
import dev.spillway.faults.GatewayNode.Build;
import dev.spillway.faults.GatewayNode.Plot;
import dev.spillway.sandbox.Folder;
import dev.spillway.sandbox.LocalPostgres;
import dev.spillway.sandbox.LocalRedis;
import dev.spillway.sandbox.Undertaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All processes of a round, below one folder; nothing of them stays when it is closed, or when this JVM ends anyhow. */
final class Rig implements AutoCloseable {
    private final Path folder;
    private final Undertaker undertaker;
    private final Topology topology;
    private final LocalPostgres postgres;
    private final Simulated simulated;
    private final List<GatewayNode> nodes = new ArrayList<>();

    /** Makes the Redis servers, in a folder of their own. */
    interface TopologyStart {
        Topology start(Path folder) throws IOException;
    }

    /**
     * What to start.
     *
     * @param overlay goes before the gateway's classes; empty = nothing
     * @param more changes the files of each gateway before it starts
     * @param build what its nodes are like
     * @param postgres settings of Postgres beside its own
     * @param scene what there is beside them
     */
    record Order(
            TopologyStart topology,
            int nodes,
            String overlay,
            More more,
            Build build,
            List<String> postgres,
            Scene scene) {
        /** What {@code docker-compose.yml} has. Without fsync the kernel writes in bursts for which Redis has to wait. */
        private static final List<String> AS_DEPLOYED =
                List.of("fsync=on", "max_wal_size=4GB", "shared_buffers=2GB", "backend_flush_after=256kB");

        Order(TopologyStart topology, int nodes, String overlay, More more, Build build, List<String> postgres) {
            this(topology, nodes, overlay, more, build, postgres, Scene.USUAL);
        }

        Order(TopologyStart topology, int nodes, String overlay, More more) {
            this(topology, nodes, overlay, more, Build.SMALL, List.of());
        }

        /** One node of the shipped flows alone, with a Postgres as in production. */
        static Order asDeployed(TopologyStart topology, Build build) {
            return new Order(topology, 1, "", More.NOTHING, build, AS_DEPLOYED);
        }
    }

    /** Each is named to the undertaker as soon as it runs: this JVM may be ended before all of them do. */
    private Rig(Path folder, Order order) throws IOException {
        this.folder = folder;
        this.undertaker = Undertaker.watch(folder);
        this.topology = order.topology.start(Files.createDirectory(folder.resolve("redis")));
        lookAfterRedis();
        this.postgres = LocalPostgres.start(
                Files.createDirectory(folder.resolve("postgres")), order.postgres.toArray(String[]::new));
        undertaker.lookAfter("postgres", postgres.pid());
        this.simulated = Simulated.start(
                folder.resolve("simulators.log"),
                order.scene.webhooksTo(),
                order.scene.simulatorOptions(),
                order.scene.simulatorNice());
        undertaker.lookAfter("simulators", simulated.pid());
    }

    /** Starts everything; returns when all nodes are ready. */
    static Rig start(Order order) throws IOException {
        var rig = new Rig(Files.createTempDirectory("spillway-faults-"), order);
        try {
            order.scene.before().prepare(rig.topology.writablePorts().get(0), rig.simulated.url());
            for (var n = 1; n <= order.nodes; n++) rig.add(GatewayNode.start(rig.plot(n, order)));
            for (var node : rig.nodes) node.awaitReady();
            return rig;
        } catch (IOException e) {
            var logs = Round.logs("not-started");
            rig.keepLogs(logs);
            rig.close();
            throw new IOException(e.getMessage() + "; see " + logs.toAbsolutePath(), e);
        }
    }

    private void add(GatewayNode node) throws IOException {
        nodes.add(node);
        undertaker.lookAfter(node.name(), node.pid());
    }

    private Plot plot(int number, Order order) throws IOException {
        var name = "gateway-" + number;
        var environment = environment();
        var port = LocalRedis.freePort();
        var managementPort = LocalRedis.freePort();
        environment.put("SPILLWAY_NODE", name);
        environment.put("SPILLWAY_PORT", String.valueOf(port));
        environment.put("SPILLWAY_MANAGEMENT_PORT", String.valueOf(managementPort));
        var files = GatewayFiles.write(folder.resolve(name), environment, topology.settings(), order.build.loops());
        order.more.change(folder.resolve(name));
        var log = folder.resolve(name + ".log");
        var ahead = number == 1 ? order.scene.firstIsAhead() : Duration.ZERO;
        return new Plot(name, port, managementPort, files, log, order.overlay, order.build, ahead);
    }

    private Map<String, String> environment() {
        var environment = new HashMap<String, String>();
        environment.put("SPILLWAY_HOST", "127.0.0.1");
        environment.put("SPILLWAY_POSTGRES_URL", postgres.url());
        environment.put("META_APP_SECRETS", Webhook.SECRET);
        environment.put("META_VERIFY_TOKEN", "sandbox-verify-token");
        environment.put("META_ACCESS_TOKEN", "sandbox-access-token");
        environment.put("META_PHONE_NUMBER_ID", Fact.NUMBER);
        environment.put("META_API_URL", simulated.url() + "/meta");
        environment.put("ERP_URL", simulated.url() + "/erp");
        environment.put("ERP_TOKEN", "sandbox-erp-token");
        environment.put("CRM_URL", simulated.url() + "/crm");
        environment.put("CRM_TOKEN", "sandbox-crm-token");
        return environment;
    }

    /** Ids change with every start: to be called after each. */
    void lookAfter() throws IOException {
        undertaker.lookAfter("postgres", postgres.pid());
        for (var node : nodes) undertaker.lookAfter(node.name(), node.pid());
        lookAfterRedis();
    }

    private void lookAfterRedis() throws IOException {
        for (var pid : topology.pids()) undertaker.lookAfter("redis-" + pid, pid);
    }

    Topology topology() {
        return topology;
    }

    PostgresVictim postgres() {
        return new PostgresVictim(postgres);
    }

    Whereabouts whereabouts() {
        return new Whereabouts(postgres.port());
    }

    int postgresPort() {
        return postgres.port();
    }

    long postgresPid() {
        return postgres.pid();
    }

    Simulated simulated() {
        return simulated;
    }

    /** What all nodes have counted since each was started. */
    long lateWritesRefused() {
        return nodes.stream().mapToLong(GatewayNode::lateWritesRefused).sum();
    }

    List<GatewayNode> nodes() {
        return nodes;
    }

    Nodes doors() {
        return new Nodes(nodes.stream().map(GatewayNode::door).toList());
    }

    /** Copies what all of them wrote. */
    void keepLogs(Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> all = Files.walk(folder, 3)) {
            for (var log : all.filter(path -> path.toString().endsWith(".log")).toList()) {
                var name = folder.relativize(log).toString().replace('/', '-'); // several servers call theirs redis.log
                Files.copy(log, to.resolve(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private void stop() throws IOException {
        for (var node : nodes) node.kill();
        simulated.close();
        Signals.sendToAll("CONT", postgres.pid());
        postgres.kill();
        topology.close();
        undertaker.close();
    }

    @Override
    public void close() throws IOException {
        stop();
        Folder.remove(folder);
    }
}
