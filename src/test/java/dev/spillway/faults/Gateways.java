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

    private void post(String path) throws IOException {
        var port = rig.nodes().get(0).managementPort();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
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
