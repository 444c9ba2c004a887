package dev.spillway.dead;

import dev.spillway.event.Event;
import dev.spillway.event.GatewayException;
import dev.spillway.inbox.Receipt;
import dev.spillway.postgres.Postgres;
import dev.spillway.postgres.PostgresSettings;
import dev.spillway.postgres.Schema;
import dev.spillway.support.TestStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/** Dead letters in a database of their own, before an inbox that tells what it took. Blocks: for tests. */
public final class DeadRig implements AutoCloseable {
    public final Vertx vertx = Vertx.vertx();
    public final DeadVerticle desk;
    /** What the inbox was asked to take, repeats included. */
    public final List<Event> asked = new CopyOnWriteArrayList<>();

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final Set<String> taken = ConcurrentHashMap.newKeySet();
    volatile boolean inboxAway;
    private final Pool pool;

    /** @param perSecond the rate of redriving */
    public DeadRig(int perSecond) {
        var postgres = database();
        await(Schema.migrate(vertx, postgres));
        pool = Postgres.open(vertx, postgres);
        var parts = new DeadVerticle.Parts(
                pool, Duration.ofSeconds(5), () -> this::accept, new DeadMetrics(registry), Clock.systemUTC());
        desk = new DeadVerticle(parts, new DeadSettings(perSecond, Duration.ofSeconds(1), 30));
        await(vertx.deployVerticle(desk));
    }

    private PostgresSettings database() {
        var name = "t" + UUID.randomUUID().toString().substring(0, 8);
        var url = TestStores.postgres().url();
        var admin = Postgres.open(vertx, settings(url));
        await(admin.query("create database " + name).execute());
        await(admin.close());
        return settings(url.replaceFirst("/postgres$", "/" + name));
    }

    private static PostgresSettings settings(String url) {
        return new PostgresSettings(url, 2, Duration.ofSeconds(2), Duration.ofSeconds(5), 100);
    }

    private Future<List<Receipt>> accept(List<Event> events) {
        if (inboxAway)
            return Future.failedFuture(new GatewayException(GatewayException.Kind.UNAVAILABLE, "no store takes it"));
        asked.addAll(events);
        return Future.succeededFuture(events.stream().map(this::receipt).toList());
    }

    private Receipt receipt(Event event) {
        return taken.add(event.id().value()) ? Receipt.ACCEPTED : Receipt.DUPLICATE;
    }

    /** Gives a delivery up, so many seconds after the first. */
    public void die(int number, String destination, int second) {
        var delivery = Letters.delivery(number, destination);
        insert(
                delivery.id(),
                delivery.event().value(),
                destination,
                delivery.contact().value(),
                second,
                dev.spillway.lane.DeliveryCodec.encode(delivery).text());
    }

    void dieUnreadable(String id, int second) {
        insert(id, String.format("%032x", 99), "crm", "", second, "rubbish");
    }

    void dieAsEvent(String key, int second) {
        var letter = Letters.ofEvent(key);
        insert(letter.letter().id(), letter.letter().event(), "", "p:525550104321", second, letter.body());
    }

    /** As the ledger of the version before writes it. */
    private void insert(String id, String event, String destination, String contact, int second, String body) {
        var sql = """
                insert into dead_letter as d (id, event_id, shard, destination, contact, reason, attempts, at, body)
                values ($1, $2, 3, nullif($3::text, ''), nullif($4::text, ''), 'invalid: answered 422 (E17)', 5, $5, $6)
                on conflict (id) do update set reason = excluded.reason, at = excluded.at, body = excluded.body
                where excluded.at > d.at""";
        var at = OffsetDateTime.ofInstant(Letters.DIED.plusSeconds(second), ZoneOffset.UTC);
        var uuid = UUID.fromString(event.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"));
        await(pool.preparedQuery(sql).execute(Tuple.of(id, uuid, destination, contact, at, body)));
    }

    /** As if nothing had ever died. */
    void forget() {
        sql("truncate dead_letter");
        asked.clear();
        taken.clear();
        inboxAway = false;
    }

    double metric(String name, String... tags) {
        return registry.get(name).tags(tags).meter().measure().iterator().next().getValue();
    }

    long number(String sql) {
        return await(pool.query(sql).execute()).iterator().next().getLong(0);
    }

    void sql(String sql) {
        await(pool.query(sql).execute());
    }

    /** Ids of the letters of a state, the latest first. */
    List<String> in(String state) {
        var filter = DeadFilter.parse(java.util.Map.of("state", state));
        return await(desk.list(filter, "", 500)).letters().stream()
                .map(Letter::id)
                .toList();
    }

    /** Counts, confirms, begins. */
    DeadJob begin(DeadAction action, DeadFilter filter) {
        var offer = await(desk.offer(action, filter));
        return await(desk.act(action, filter, offer.confirm()));
    }

    DeadJob toTheEnd(DeadJob job) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> !now(job).state().equals("running"));
        return now(job);
    }

    DeadJob now(DeadJob job) {
        return await(desk.job(job.id())).orElseThrow();
    }

    public static <T> T await(Future<T> future) {
        try {
            return future.await(15, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer in 15 s", e);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
