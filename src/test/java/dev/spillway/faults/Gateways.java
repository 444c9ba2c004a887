package dev.spillway.faults;

import dev.spillway.faults.Fact.Kind;
import dev.spillway.faults.GatewayFiles.More;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Several nodes of the gateway with stores of their own and simulators of Meta, ERP and CRM; for other benches. Blocks. */
public final class Gateways implements AutoCloseable {
    private static final int TIMES_MAX = 10;

    private final Rig rig;
    private final Post post;
    private final RedisLook look;
    private final AtomicInteger told = new AtomicInteger();

    private Gateways(Rig rig, Vertx vertx) {
        this.rig = rig;
        this.post = new Post(vertx);
        this.look = new RedisLook(rig.topology());
    }

    /**
     * Starts them; returns when all nodes are ready.
     *
     * @param more changes the files of each before it starts
     */
    public static Gateways start(Vertx vertx, int nodes, More more) throws IOException {
        return new Gateways(Rig.start(new Rig.Order(Standalone::asDeployed, nodes, "", more)), vertx);
    }

    /**
     * The same in a certain scene, with a Redis whose file is written once a second. Meta's own webhooks go to all nodes in turn. The nodes let the simulators
     * go first where cores are few: who is late must not be taken for one who is fast.
     *
     * @param options of each node's JVM
     */
    public static Gateways start(Vertx vertx, int nodes, List<String> options, More more, Scene scene)
            throws IOException {
        var relay = Relay.start(vertx);
        var order = new Rig.Order(
                Standalone::everySecond,
                nodes,
                "",
                more,
                new GatewayNode.Build(options, 1),
                List.of(),
                scene.webhooksTo(relay.address()));
        var gateways = new Gateways(Rig.start(order), vertx);
        relay.to(gateways.rig.doors());
        return gateways;
    }

    /** Kills one of the nodes, 0 for the first; it does not come back by itself. */
    public void kill(int node) {
        rig.nodes().get(node).kill();
    }

    /** Starts one that was killed; returns when it is ready. */
    public void restart(int node) throws IOException {
        rig.nodes().get(node).restart();
        rig.lookAfter();
    }

    /** Stops Redis where it is, without ending it, for so long. */
    public void holdRedis(Duration time) throws IOException {
        var redis = rig.topology().victim(0);
        redis.pause();
        Waiting.sleep(time.toMillis());
        redis.resume();
    }

    /** Where the simulators are, without a slash at its end. */
    public String simulators() {
        return rig.simulated().url();
    }

    /** Commands that Redis has run since it started. */
    public long redisCommands(String name) throws IOException {
        try (var redis = new Resp(rig.topology().writablePorts().get(0))) {
            var stats = String.valueOf(redis.ask("INFO", "commandstats"));
            var found = Pattern.compile("cmdstat_" + name + ":calls=(\\d+)").matcher(stats);
            return found.find() ? Long.parseLong(found.group(1)) : 0;
        }
    }

    /**
     * Tells one of the nodes, in turn, what somebody wrote, and tells it again, as the provider does, if it is not answered 200;
     * whether it was in the end. Does not block.
     */
    public Future<Boolean> tell(String phone, String text) {
        var number = told.incrementAndGet();
        var nowMs = System.currentTimeMillis();
        var wamid = String.format(Locale.ROOT, "wamid.HBgN%sFQ%04X%016X", phone, number, nowMs);
        var element = Webhook.message(phone, wamid, text, nowMs / 1000).toString();
        var webhook = Webhook.of(List.of(Fact.message(Kind.QUESTION, number, 1, wamid, element)));
        return tell(webhook, number, TIMES_MAX);
    }

    private Future<Boolean> tell(Webhook webhook, int number, int times) {
        var doors = rig.doors().doors();
        return post.send(webhook, doors.get(number % doors.size()))
                .compose(answer -> answer.isOk() || times == 1
                        ? Future.succeededFuture(answer.isOk())
                        : tell(webhook, number + 1, times - 1));
    }

    /** Deliveries that wait or are out, for whatever destination. */
    public long deliveries() throws IOException {
        return look.held().deliveries();
    }

    /** Deliveries of one lane that wait or are out. */
    public long lane(String destination, String priority) throws IOException {
        return look.lane(destination, priority);
    }

    /** Lets a backend go on whose grant was given back: on all nodes, whichever is asked. */
    public void resume(String backend) throws IOException {
        post("/backends/" + backend + "/resume");
    }

    /** Changes the files of all nodes, which go on as they were until they {@link #reload}. */
    public void change(More more) throws IOException {
        for (var node : rig.nodes()) more.change(node.folder());
    }

    /** Has all nodes read their files anew, whichever is asked; fails if the first finds them wrong. */
    public void reload() throws IOException {
        post("/reload");
    }

    /** Where the first of them is managed. */
    public int managementPort() {
        return rig.nodes().get(0).managementPort();
    }

    private void post(String path) throws IOException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort() + path))
                .header("X-Spillway", "1")
                .timeout(Duration.ofSeconds(5))
                .POST(HttpRequest.BodyPublishers.noBody());
        try {
            var answer = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) throw new IOException(answer.statusCode() + " " + answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The metrics of each node, as Prometheus reads them. */
    public List<String> metrics() {
        return rig.nodes().stream().map(GatewayNode::metrics).toList();
    }

    /** The process of each node that runs. */
    public List<Long> pids() {
        return rig.nodes().stream().map(GatewayNode::pid).toList();
    }

    /** What lives in the heap of each node, in MB, after a full collection. */
    public List<Double> heapsMb() throws IOException {
        var heaps = new ArrayList<Double>();
        for (var node : rig.nodes()) heaps.add(Heap.usedMb(node.pid()));
        return List.copyOf(heaps);
    }

    /** Copies what all of them wrote to a folder that stays; answers which. */
    public String keepLogs(String name) throws IOException {
        Path logs = Round.logs(name);
        rig.keepLogs(logs);
        return logs.toAbsolutePath().toString();
    }

    @Override
    public void close() throws IOException {
        rig.close();
    }
}
