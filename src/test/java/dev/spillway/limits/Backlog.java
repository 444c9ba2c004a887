package dev.spillway.limits;

import dev.spillway.event.ContactKey;
import dev.spillway.event.EventId;
import dev.spillway.faults.Resp;
import dev.spillway.gate.Fact;
import dev.spillway.gate.FactKeys;
import dev.spillway.gate.SendClass;
import dev.spillway.gate.Stamp;
import dev.spillway.lane.Delivery;
import dev.spillway.lane.DeliveryCodec;
import dev.spillway.lane.Priority;
import dev.spillway.redis.Keyspace;
import dev.spillway.sandbox.stage.People;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Notices and offers that wait in lanes before any gateway starts, as a gateway would have stored them. */
final class Backlog {
    /** The template that notices are of. */
    static final String TEMPLATE = "pedido_en_camino";

    /** The template that offers are of. */
    static final String OFFER = "rebajas_de_verano";

    private static final int SHARDS = 64;
    private static final int BATCH = 500;
    private static final String SENDER = "main";
    private static final String STEP = "campaign.say";

    private final Keyspace keys = new Keyspace("sw", SHARDS);
    private final List<List<String>> commands = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final List<String> offers = new ArrayList<>();
    private final Instant now = Instant.now();

    /**
     * So many messages to each of so many people.
     *
     * @param area three digits that no other backlog has
     */
    Backlog people(Priority priority, int area, int people, int each) {
        for (var n = 0; n < people; n++) {
            for (var i = 0; i < each; i++) {
                ids.add(add(
                        new Waiter(priority, SendClass.NOTICE, TEMPLATE), phone(area, n), event(area, n * each + i)));
            }
        }
        return this;
    }

    /** So many offers, each to somebody of their own: they are sent at most once. */
    Backlog offers(Priority priority, int area, int count) {
        for (var n = 0; n < count; n++)
            offers.add(add(new Waiter(priority, SendClass.MARKETING, OFFER), phone(area, n), event(area, n)));
        return this;
    }

    /** Stores them. */
    void put(int redisPort) throws IOException {
        try (var redis = new Resp(redisPort)) {
            for (var from = 0; from < commands.size(); from += BATCH) {
                redis.ask(commands.subList(from, Math.min(commands.size(), from + BATCH)));
            }
        }
    }

    /** Of all notices. */
    List<String> ids() {
        return List.copyOf(ids);
    }

    /** Ids of all offers. */
    List<String> offers() {
        return List.copyOf(offers);
    }

    /** Whether a delivery was one of a backlog. */
    static boolean isOne(String id) {
        return id.endsWith("." + STEP);
    }

    static String phone(int area, int number) {
        return String.format(Locale.ROOT, "521%03d%07d", area, number);
    }

    /** By what name the simulated Meta knows whose it is. */
    static String person(String phone) {
        return People.userId(phone);
    }

    private static String event(int area, int number) {
        return String.format(Locale.ROOT, "%03d%029d", area, number);
    }

    /** What waits. */
    private record Waiter(Priority priority, SendClass sendClass, String template) {}

    /** Answers its id. */
    private String add(Waiter waiter, String phone, String event) {
        var delivery = new Delivery(
                event + "." + STEP,
                SENDER,
                waiter.priority,
                ContactKey.ofPhone(phone),
                new EventId(event),
                now,
                STEP,
                "sendTemplate",
                Map.of("to", phone, "name", waiter.template, "language", "es_MX", "class", waiter.sendClass.word()),
                "es-MX",
                false);
        var lane = SENDER + ":" + waiter.priority.name();
        var shard = delivery.contact().shard(SHARDS);
        var body = new String(DeliveryCodec.encode(delivery).bytes(), StandardCharsets.UTF_8);
        append(shard, lane, delivery.contact().value(), delivery.id(), body);
        agree(shard, delivery.contact(), waiter.sendClass);
        return delivery.id();
    }

    /** They agreed to it, as facts.lua keeps it. */
    private void agree(int shard, ContactKey contact, SendClass sendClass) {
        var told = new Stamp(now, now, "", "bench");
        var fact = Fact.consent("", sendClass, true, told);
        var key = keys.ofShard(shard, FactKeys.of(fact.store(), contact));
        commands.add(List.of("HSET", key, fact.field(), fact.stamp().text()));
    }

    /** As lane.lua does. */
    private void append(int shard, String lane, String contact, String id, String body) {
        var at = String.valueOf(now.toEpochMilli());
        var key = keys.ofShard(shard, "lane:" + lane);
        commands.add(List.of("HSETNX", keys.ofShard(shard, "deliveries"), id, lane + "\n" + contact + "\n" + body));
        commands.add(List.of("RPUSH", key + ":" + contact, id));
        commands.add(List.of("ZADD", key + ":born", at, id));
        commands.add(List.of("ZADD", key, "NX", at, contact));
        commands.add(List.of("SADD", keys.ofShard(shard, "lanes"), lane));
    }
}
