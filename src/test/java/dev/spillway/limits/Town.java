package dev.spillway.limits;

import dev.spillway.faults.GatewayFiles;
import dev.spillway.faults.Gateways;
import dev.spillway.faults.Report;
import dev.spillway.faults.Scene;
import dev.spillway.faults.Waiting;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Gateways, one number that they send from, and what came of it at Meta's. Blocks. */
final class Town implements AutoCloseable {
    private static final List<String> JVM = List.of(
            "-Xmx256m", "-XX:+UseSerialGC", "-Xshare:auto", "-XX:MetaspaceSize=128m", "-XX:+ExitOnOutOfMemoryError");

    /**
     * The judge must not stand still, or what comes meanwhile seems to come at once: its memory is there from the beginning, so that a
     * collection waits for none, and collections are short: what it keeps lives on, so the fewer came since the last one, the sooner one
     * is over (3 ms of 8 MB, 17 ms of 64 MB, at a thousand a second).
     */
    private static final List<String> JUDGE = List.of(
            "-Xms1g",
            "-Xmx1g",
            "-Xmn8m",
            "-XX:MaxTenuringThreshold=1",
            "-XX:+AlwaysPreTouch",
            "-XX:+UseSerialGC",
            "-XX:MetaspaceSize=128m");

    /** For the same reason it goes before all that waits for a core. */
    private static final int FIRST = -15;

    /** Above it compiling well is worth its while. */
    private static final int SLOW = 100;

    /** Until they are as fast as they can be; longer nobody waits. */
    static final Duration COMPILED_MAX = Duration.ofMinutes(2);

    private static final Duration COMPILED_LOOK = Duration.ofSeconds(10);

    /** Of one core: what their compilers take together when they have little left to do. */
    private static final double COMPILED_SHARE = 0.05;

    /** A message that leads to a reply and asks nobody. */
    private static final Path ECHO_FLOW = Path.of("src/test/resources/dev/spillway/limits/echo.yaml");

    /** The CRM hears what people allow. */
    private static final Path ROUTES = Path.of("src/test/resources/dev/spillway/limits/routes.yaml");

    final Gateways gateways;
    final Meta meta;
    private final Vertx vertx;
    private final Backlog backlog;
    private final Order order;
    private long begunAtMs = System.currentTimeMillis();
    private long judgedUntilMs = Long.MAX_VALUE;

    /**
     * What is to be there.
     *
     * @param nodes how many gateways
     * @param perSecond the number's limit
     * @param firstIsAhead by how much the first gateway's clock is wrong
     * @param ambiguousWait how long a send whose answer was lost waits for a status
     * @param meta how Meta behaves beside its limits: members of JSON; empty: well
     */
    record Order(
            int nodes, int perSecond, Duration firstIsAhead, Duration ambiguousWait, String meta, Backlog backlog) {
        static Order of(int nodes, int perSecond, Backlog backlog) {
            return new Order(nodes, perSecond, Duration.ZERO, Duration.ofSeconds(15), "", backlog);
        }

        Order ahead(Duration first) {
            return new Order(nodes, perSecond, first, ambiguousWait, meta, backlog);
        }

        Order meta(String members, Duration wait) {
            return new Order(nodes, perSecond, firstIsAhead, wait, members, backlog);
        }

        private List<String> jvm() {
            return perSecond > SLOW
                    ? JVM
                    : Stream.concat(JVM.stream(), Stream.of("-XX:TieredStopAtLevel=1"))
                            .toList();
        }

        /** A thousand a second would else be three thousand statuses, which two cores cannot take beside all else. */
        private String behaviour() {
            return "\"strict\": true, \"messagesPerSecond\": " + perSecond + ", \"missingShare\": "
                    + (perSecond > SLOW ? 1 : 0) + (meta.isEmpty() ? "" : ", " + meta);
        }
    }

    private Town(Vertx vertx, Gateways gateways, Order order) {
        this.order = order;
        this.vertx = vertx;
        this.gateways = gateways;
        this.meta = new Meta(gateways.simulators());
        this.backlog = order.backlog;
    }

    /** Starts them with what waits in their lanes. */
    static Town start(Report report, Order order) throws IOException {
        report.say("starting " + order.nodes + " gateway(s), one number of " + order.perSecond + " a second");
        var vertx = Vertx.vertx();
        try {
            var sender = new SenderFiles(order.perSecond, order.ambiguousWait);
            GatewayFiles.More files = folder -> {
                sender.change(folder);
                GatewayFiles.flow(ECHO_FLOW).change(folder);
                atAnyHour(folder.resolve("gates.yaml"));
                Files.copy(ROUTES, folder.resolve("routes.yaml"), StandardCopyOption.REPLACE_EXISTING);
            };
            var scene = Scene.after((redis, simulators) -> {
                        var meta = new Meta(simulators);
                        meta.behave(order.behaviour());
                        meta.approve(Backlog.TEMPLATE);
                        meta.approveOffer(Backlog.OFFER);
                        order.backlog.put(redis);
                    })
                    .ahead(order.firstIsAhead)
                    .simulatedBy(JUDGE, FIRST);
            return new Town(vertx, Gateways.start(vertx, order.nodes, order.jvm(), files, scene), order);
        } catch (IOException e) {
            vertx.close();
            throw e;
        }
    }

    /** A bench that is run at night sends offers, too. */
    private static void atAnyHour(Path gates) throws IOException {
        var shipped = Files.readString(gates);
        var never = shipped.replaceFirst("(?m)^  to: \"09:00\"", "  to: \"21:00\"");
        if (never.equals(shipped)) throw new IOException("gates.yaml has no quiet hours from 21:00 to 09:00 any more");
        Files.writeString(gates, never);
    }

    /** Meta behaves otherwise from now on, within the same limits: members of JSON. */
    void behaves(String members) throws IOException {
        meta.behave(order.meta(members, order.ambiguousWait).behaviour());
    }

    /** Somebody writes; returns when the webhook of it has been answered. */
    void says(String phone, String text) {
        try {
            meta.write(phone, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that came to Meta so far. What comes later is not judged: the simulator is busy telling, and reads late. */
    Arrived arrived() throws IOException {
        judgedUntilMs = System.currentTimeMillis();
        return new Arrived(meta.arrivals());
    }

    /**
     * Lets them run until they are as fast as they can be: for a while, and until their compilers have little left to do. What came
     * before is not judged.
     *
     * @param seconds the least
     */
    void warmUp(int seconds) {
        Waiting.sleep(seconds * 1_000L);
        Waiting.within(COMPILED_MAX.toMillis(), this::isCompiled);
        begunAtMs = System.currentTimeMillis();
    }

    private boolean isCompiled() throws IOException {
        var before = Compilers.of(gateways.pids());
        Waiting.sleep(COMPILED_LOOK.toMillis());
        var worked = Compilers.of(gateways.pids()).since(before);
        return worked.toNanos() < COMPILED_SHARE * COMPILED_LOOK.toNanos();
    }

    /** What Meta says of all that came since then, until it was asked for. */
    Judgement judgement() throws IOException {
        return meta.judge(begunAtMs, judgedUntilMs);
    }

    /** What it says of a stretch. */
    Judgement judgement(long fromMs, long toMs) throws IOException {
        return meta.judge(fromMs, toMs);
    }

    /** Waits until nothing waits or is out; whether that came true in time. */
    boolean drained(Duration max) {
        return Waiting.within(max.toMillis(), () -> gateways.deliveries() == 0);
    }

    /** How many of those that waited have not come. */
    int missing(Arrived arrived) {
        return arrived.missing(backlog.ids());
    }

    /** Ids of the offers that waited. */
    List<String> offers() {
        return backlog.offers();
    }

    @Override
    public void close() throws IOException {
        gateways.close();
        try {
            vertx.close().await(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException(e);
        }
    }
}
