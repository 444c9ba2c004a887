package dev.spillway.flow;

import dev.spillway.connector.Outcome;
import dev.spillway.event.ContactKey;
import dev.spillway.event.DedupeKey;
import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.event.Origin;
import dev.spillway.event.Payload;
import dev.spillway.gate.Facts;
import dev.spillway.gate.OptOuts;
import dev.spillway.gate.WordsFile;
import dev.spillway.json.Json;
import dev.spillway.json.Thinking;
import dev.spillway.lane.Delivery;
import dev.spillway.ledger.LedgerEntry;
import dev.spillway.ledger.LedgerEntry.Row;
import dev.spillway.yaml.StrictYaml;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A contact talking to the flows of {@code conf}, run after run; keeps the session as dispatch would. */
final class Conversation {
    static final String CHANNEL = "118264500913347";
    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    static final int SHARDS = 64;
    private static final FlowBook BOOK =
            FlowLoader.load(Path.of("conf/flows"), Path.of("conf/templates"), FlowSettings.DEFAULT);

    final FakeLookups erp = new FakeLookups();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final List<String> marks = new ArrayList<>();
    /** What is known of what the contact allows. */
    Facts facts = Facts.NONE;

    private final String phone;
    private final String userId;
    private final FlowEngine engine;
    private Session session = Session.EMPTY;
    private int messages;

    private Conversation(String phone, String userId, FlowBook book) {
        this(phone, userId, book, false);
    }

    private Conversation(String phone, String userId, FlowBook book, boolean listening) {
        this.phone = phone;
        this.userId = userId;
        this.engine = engine(book, listening);
    }

    /** With the owner of order 1234, where opt-outs are listened for. */
    static Conversation listening() {
        return new Conversation("5215550104321", "", BOOK, true);
    }

    /** With somebody who shows a phone number. */
    static Conversation with(String phone) {
        return new Conversation(phone, "", BOOK);
    }

    /** With the owner of order 1234. */
    static Conversation withOwner() {
        return with("5215550104321");
    }

    /** With the owner of order 1234, by other flows. */
    static Conversation withOwner(FlowBook book) {
        return new Conversation("5215550104321", "", book);
    }

    /** With somebody who shows a user id only. */
    static Conversation withUser(String userId) {
        return new Conversation("", userId, BOOK);
    }

    private WishParts wishes() {
        return new WishParts(words(), channel -> "acme", event -> Future.succeededFuture(facts));
    }

    private static OptOuts words() {
        try {
            var text = Files.readString(Path.of("conf/consent.yaml"));
            return new OptOuts(StrictYaml.read(WordsFile.class, "consent.yaml", text, name -> null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FlowEngine engine(FlowBook book, boolean listening) {
        return new FlowEngine(new FlowParts(
                book,
                "1a2b3c4d",
                erp,
                Backends.BY_NAME,
                channel -> channel.equals(CHANNEL) ? Optional.of("lumbre") : Optional.empty(),
                (sender, messageId, eventId) -> marks.add(sender + " " + messageId),
                listening ? Optional.of(wishes()) : Optional.empty(),
                new CloudWords(),
                SHARDS,
                Thinking.here(),
                Clock.fixed(NOW, ZoneOffset.UTC),
                FlowSettings.DEFAULT,
                new FlowMetrics(registry)));
    }

    Run write(String text) {
        return run(message(Map.of("type", "text", "text", Map.of("body", text)), NOW));
    }

    Run run(Event event) {
        return run(event, false, 1);
    }

    Run run(Event event, boolean old, int attempt) {
        var occasion = new Occasion(event, NOW, "1700000000000-0", old, session, attempt);
        var run = engine.run(occasion).result();
        if (run.session() != null) session = run.session();
        return run;
    }

    /** The next message; {@code extra} is added to what every message has. */
    Event message(Map<String, Object> extra, @Nullable Instant at) {
        var element = new HashMap<String, Object>(extra);
        element.put("id", "wamid." + ++messages);
        if (!phone.isEmpty()) element.put("from", phone);
        if (!userId.isEmpty()) element.put("from_user_id", userId);
        var origin = new Origin("104820561237744", CHANNEL, "messages");
        return event(EventKind.MESSAGE, String.valueOf(extra.get("type")), element, origin, at);
    }

    /** What outbound hands back when a delivery that answers has ended. */
    Event answer(Delivery delivery, Outcome outcome) {
        var payload = Map.<String, Object>of(
                "outcome", outcome.kind().name(),
                "value", outcome.value(),
                "reason", outcome.reason(),
                "code", outcome.code(),
                "step", delivery.step(),
                "operation", delivery.operation(),
                "deliveryId", delivery.id(),
                "locale", delivery.locale(),
                "input", delivery.input());
        return event(EventKind.RESULT, delivery.operation(), payload, Origin.NONE, null);
    }

    private Event event(EventKind kind, String type, Map<String, Object> element, Origin origin, @Nullable Instant at) {
        var contact = userId.isEmpty() ? ContactKey.ofPhone(phone) : ContactKey.ofUser(userId);
        var key = new DedupeKey(kind + ":" + element.hashCode() + ":" + messages);
        var person = Payload.of("{\"profile\":{\"name\":\"Rocío Téllez\"}}");
        return new Event(
                key.id("meta"),
                "meta",
                kind,
                type,
                key,
                contact,
                contact.shard(SHARDS),
                origin,
                at,
                Json.write(element),
                person);
    }

    Map<String, Object> session() {
        return session.values();
    }

    /** The texts sent to the contact. */
    static List<String> texts(Run run) {
        return run.deliveries().stream()
                .filter(delivery -> delivery.operation().equals("sendText"))
                .map(delivery -> String.valueOf(delivery.input().get("text")))
                .toList();
    }

    static Optional<Delivery> delivery(Run run, String operation) {
        return run.deliveries().stream()
                .filter(delivery -> delivery.operation().equals(operation))
                .findFirst();
    }

    static Row row(Run run, String step) {
        return rows(run).stream()
                .filter(row -> row.step().equals(step))
                .findFirst()
                .orElseThrow();
    }

    static List<Row> rows(Run run) {
        return run.entries().stream()
                .filter(Row.class::isInstance)
                .map(Row.class::cast)
                .toList();
    }

    static String branch(Run run) {
        return String.valueOf(row(run, "rule").detail().get("branch"));
    }

    static <T extends LedgerEntry> List<T> entries(Run run, Class<T> type) {
        return run.entries().stream().filter(type::isInstance).map(type::cast).toList();
    }
}
