package dev.spillway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.ContactKey;
import dev.spillway.event.DedupeKey;
import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.event.Origin;
import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import dev.spillway.json.Thinking;
import dev.spillway.support.Loop;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a flow's author may write by mistake or in bad faith costs neither the event loop nor the event. */
final class HostileFlowsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String LONG =
            "$sum($map([1..9000], function($a) { $sum($map([1..9000], function($b) { $a * $b })) }))";

    /** For which an expression may hold an event loop, with everything around it. */
    private static final Duration HELD_MAX = Duration.ofMillis(20);

    @TempDir
    Path directory = Path.of("");

    private final Loop loop = new Loop();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void writeTexts() throws IOException {
        var texts = Files.createDirectories(directory.resolve("templates/es"));
        for (var text : new String[] {"hours", "sorry"}) Files.writeString(texts.resolve(text + ".hbs"), text);
        Files.createDirectories(directory.resolve("flows"));
    }

    @AfterEach
    void close() {
        loop.close();
    }

    /** A flow that does what is hostile only for a message that says boom, so that it passes its rehearsal. */
    private FlowEngine engine(String flow) throws IOException {
        Files.writeString(directory.resolve("flows/hours.yaml"), flow);
        var book = FlowLoader.load(directory.resolve("flows"), directory.resolve("templates"), FlowSettings.DEFAULT);
        return new FlowEngine(new FlowParts(
                book,
                "1a2b3c4d",
                new FakeLookups(),
                Backends.BY_NAME,
                channel -> Optional.of("main"),
                ReadMarks.NONE,
                Optional.empty(),
                new CloudWords(),
                64,
                Thinking.of(loop.vertx()),
                Clock.fixed(NOW, ZoneOffset.UTC),
                FlowSettings.DEFAULT,
                new FlowMetrics(registry)));
    }

    private static String delivering(String input) {
        return """
                flow: hours
                on: {kinds: [MESSAGE]}
                steps:
                  - deliver:
                      id: note
                      to: crm
                      operation: addNote
                      input: |
                        {'text': text = 'boom' ? $string(%s) : text}
                  - reply: {id: reply, text: hours}
                otherwise:
                  failed: {reply: sorry}
                """.formatted(input);
    }

    private Run write(FlowEngine engine, String text) {
        var message = Map.<String, Object>of(
                "id", "wamid.1", "from", "5215550104321", "type", "text", "text", Map.of("body", text));
        var contact = ContactKey.ofPhone("5215550104321");
        var key = new DedupeKey("m:1");
        var origin = new Origin("104820561237744", "118264500913347", "messages");
        var event = new Event(
                key.id("meta"),
                "meta",
                EventKind.MESSAGE,
                "text",
                key,
                contact,
                3,
                origin,
                NOW,
                Json.write(message),
                Payload.EMPTY);
        var occasion = new Occasion(event, NOW, "1-0", false, Session.EMPTY, 1);
        return loop.call(() -> engine.run(occasion)
                .onComplete(done -> assertThat(Context.isOnEventLoopThread()).isTrue()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LONG,
                "($f := function($n) { $f($n + 1) }; $f(0))",
                "($f := function($x, $n){ $n = 0 ? $x : $f($x & $x, $n - 1) }; $f('ab', 40))",
                "$map([1..9999], function($a) { $map([1..9999], function($b) { $string($a) & $string($b) }) })",
                "$sum([1..9000000])",
            })
    void holdUpNoEventLoopAndSayWhereTheyStand(String hostile) throws IOException {
        var engine = engine(delivering(hostile));
        write(engine, "hola");
        write(engine, "boom");
        var before = loop.cpu();

        var run = write(engine, "boom");

        // Its turn and all that is around it, where the guard allows 250.
        assertThat(loop.cpu().minus(before)).isLessThan(HELD_MAX);
        assertThat(Conversation.branch(run)).isEqualTo("failed");
        assertThat(Conversation.texts(run)).containsExactly("sorry");
        assertThat(Conversation.row(run, "rule").detail().get("reason"))
                .asString()
                .startsWith("hours.steps[0].deliver.input: ")
                .doesNotContain("boom");
        assertThat(Conversation.texts(write(engine, "hola"))).containsExactly("hours");
    }

    @Test
    void searchWithCatastrophicPatternsInNoTime() throws IOException {
        var pattern = "$contains($join($map([1..400], function($i) { 'aaaaa' })), /((a?b?){40}){10}c/)";
        var engine = engine(delivering(pattern));
        write(engine, "boom");
        var before = loop.cpu();

        var run = write(engine, "boom");

        assertThat(loop.cpu().minus(before)).isLessThan(HELD_MAX);
        assertThat(Conversation.delivery(run, "addNote").orElseThrow().input()).containsEntry("text", "false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"on.where", "triggers[0].when", "steps[0].lookup.check"})
    void areBoundedWhereverTheyStand(String place) throws IOException {
        var hostile = "text = 'boom' ? " + LONG + " > 0 ? {'a': 1} : {}: {'a': 1}";
        var flow = """
                flow: hours
                on: {kinds: [MESSAGE]WHERE}
                triggers: [{language: es, WHEN}]
                steps:
                  - lookup:
                      {id: look, backend: erp, operation: getOrder, input: "{'orderNumber': '1234'}", as: order, CHECK
                      samples: [{number: '1'}]}
                  - reply: {id: reply, text: hours}
                otherwise:
                  not_found: {reply: sorry}
                  not_theirs: {reply: sorry}
                  late: {reply: sorry}
                  failed: {reply: sorry}
                """.replace("WHERE", place.endsWith("where") ? ", where: \"" + hostile + "\"" : "")
                .replace("WHEN", place.endsWith("when") ? "when: \"" + hostile + "\"" : "words: [boom, hola]")
                .replace("CHECK", place.endsWith("check") ? "check: \"" + hostile + "\"," : "");
        var engine = engine(flow);
        write(engine, "boom");
        var before = loop.cpu();

        var run = write(engine, "boom");

        assertThat(loop.cpu().minus(before)).isLessThan(HELD_MAX);
        assertThat(Conversation.texts(run)).doesNotContain("hours");
        assertThat(registry.get("gateway.flow.faults").counter().count()).isEqualTo(2);
        assertThat(Conversation.texts(write(engine, "hola"))).containsExactly("hours");
    }

    @Test
    void seeNothingOfJava() throws IOException {
        var run = write(engine(delivering("[text.class, text.bytes, contact.class.name, $keys(contact)]")), "boom");

        assertThat(Conversation.delivery(run, "addNote").orElseThrow().input())
                .extractingByKey("text")
                .asString()
                .isEqualTo("[\"phone\"]");
    }
}
