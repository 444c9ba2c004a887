package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Operation;
import dev.spillway.connector.Redaction;
import dev.spillway.event.ContactKey;
import dev.spillway.gate.Fact;
import dev.spillway.gate.Facts;
import dev.spillway.gate.Gates;
import dev.spillway.gate.GatesFile;
import dev.spillway.gate.Places;
import dev.spillway.gate.Prices;
import dev.spillway.gate.PricesFile;
import dev.spillway.gate.SendClass;
import dev.spillway.gate.Sends;
import dev.spillway.gate.Stamp;
import dev.spillway.gate.Templates;
import dev.spillway.lane.Delivery;
import dev.spillway.lane.Priority;
import dev.spillway.lane.Verdict;
import dev.spillway.ledger.LedgerEntry;
import dev.spillway.yaml.Problems;
import dev.spillway.yaml.StrictYaml;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the gates say is done before anything of the number is used: on lanes and a way out that do what the test says. */
class PermitsTest {
    private static final Places PLACES = Places.load();
    private static final String CHANNEL = "106540352242922";
    private static final String PHONE = "5215512345678";

    /** Ten in the morning in London, four in the night where the person is. */
    private final FakeTime time = new FakeTime();

    private final FakeLanes lanes = new FakeLanes(time);
    private final FakeOutbound outbound = new FakeOutbound();
    private final List<Operation> begun = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FakeSpending spending = new FakeSpending();
    private final List<String> heard = new ArrayList<>();
    private String version = "";
    private String gates = shipped("gates.yaml");
    private Templates templates = Templates.UNKNOWN;
    private Instant free = Instant.MAX;

    @Test
    void refusesWhatIsToSellToWhoHasNotAgreedAndMakesNoCall() {
        start();
        lanes.append(message("say", template("offer", "marketing"), Priority.BULK));

        assertThat(begun).isEmpty();
        assertThat(lanes.waiting()).isZero();
        var end = lanes.finished.get(0);
        assertThat(end.verdict()).isEqualTo(new Verdict.Done());
        assertThat(end.entries()).singleElement().isInstanceOf(LedgerEntry.Row.class);
        var row = (LedgerEntry.Row) end.entries().get(0);
        assertThat(row.step()).isEqualTo("say.refused");
        assertThat(row.detail()).containsEntry("gate", "consent").containsEntry("code", "no_consent");
        assertThat(permits("refuse")).isEqualTo(1);
    }

    @Test
    void letsAnAnswerPassAndTellsWhatItCosts() {
        wrote(Duration.ofHours(1));
        start();
        spending.texts = 999;
        lanes.append(message("first", text("Hola"), Priority.INTERACTIVE));
        outbound.last().answer(200);
        time.passMs(1_000);
        lanes.append(message("say", text("Hola"), Priority.INTERACTIVE));
        outbound.last().answer(200);
        time.passMs(1_000);

        assertThat(costs())
                .containsExactly(
                        Map.of(
                                "micros", 0L,
                                "currency", "USD",
                                "category", "service",
                                "country", "MX",
                                "rule", "free_monthly"),
                        Map.of(
                                "micros", 8_000L,
                                "currency", "USD",
                                "category", "service",
                                "country", "MX",
                                "rule", "charged"));
        assertThat(spending.micros).isEqualTo(8_000);
        assertThat(spending.texts).isEqualTo(1_001);
        assertThat(registry.get("gateway.outbound.cost.micros")
                        .tag("category", "service")
                        .counter()
                        .count())
                .isEqualTo(8_000);
    }

    @Test
    void sendsTheTemplateInPlaceOfALateAnswer() {
        wrote(Duration.ofHours(25));
        gates = gates.replace("instead: {}", "instead: {es: {name: news, language: es_MX}}");
        start();
        lanes.append(message("say", text("Hola"), Priority.INTERACTIVE));
        outbound.last().answer(200);

        assertThat(begun)
                .singleElement()
                .returns("sendTemplate", Operation::name)
                .returns(
                        Map.of("to", PHONE, "name", "news", "language", "es_MX", "components", List.of()),
                        Operation::input);
        var row = (LedgerEntry.Row) lanes.finished.get(0).entries().get(0);
        assertThat(row.detail()).containsEntry("operation", "sendText").containsEntry("instead", "news");
    }

    @Test
    void quietHoursPutOffRemindersAndLetRepliesPass() {
        wrote(Duration.ofHours(1));
        start();
        lanes.append(message("remind", Map.of("class", "reminder", "text", "Mañana"), Priority.NORMAL));
        lanes.append(message("next", Map.of("class", "reminder", "text", "Pasado"), Priority.NORMAL));
        lanes.append(message("say", text("Hola"), Priority.NORMAL));
        assertThat(begun).extracting(Operation::input).containsExactly(text("Hola"));
        outbound.last().answer(200);

        time.pass(Duration.between(time.instant(), Instant.parse("2026-11-22T14:59:59Z")));
        assertThat(begun).hasSize(1);
        time.pass(Duration.ofSeconds(1));
        outbound.last().answer(200);
        outbound.last().answer(200);

        assertThat(begun).extracting(each -> each.input().get("text")).containsExactly("Hola", "Mañana", "Pasado");
        assertThat(begun).extracting(each -> each.context().attempt()).containsOnly(1);
        assertThat(steps()).contains("remind.put_off.1795359600000");
    }

    @Test
    void whatATemplateThatIsPausedIsToSayWaitsForItAndIsLookedAtNowAndThen() {
        var over = time.instant().plus(Duration.ofHours(3));
        templates = (sender, template, input) -> Optional.of(
                template.name().equals("promo") && time.instant().isBefore(free)
                        ? new Templates.Standing("paused", over, "utility")
                        : new Templates.Standing("", null, "utility"));
        start();
        lanes.append(message("one", template("promo", "reply"), Priority.NORMAL));
        lanes.append(message("two", template("promo", "reply"), Priority.NORMAL));
        lanes.append(message("other", template("news", "reply"), Priority.NORMAL));
        assertThat(begun).extracting(each -> each.input().get("name")).containsExactly("news");
        outbound.last().answer(200);

        time.pass(Duration.ofMinutes(25));
        assertThat(begun).hasSize(1);
        free = time.instant();
        time.pass(Duration.ofMinutes(10));
        outbound.last().answer(200);
        outbound.last().answer(200);
        assertThat(begun).extracting(each -> each.input().get("name")).containsExactly("news", "promo", "promo");
        assertThat(begun).extracting(each -> each.context().attempt()).containsOnly(1);
        assertThat(steps().stream().distinct().filter(step -> step.contains("put_off")))
                .as("one row for one pause, however often it is looked at")
                .containsExactly("one.put_off." + over.toEpochMilli(), "two.put_off." + over.toEpochMilli());
    }

    @Test
    void tellsHowMessagesFromTemplatesEndedAndNotWhatWasFoundOutWithoutACall() {
        start();
        lanes.append(message("one", template("promo", "reply"), Priority.NORMAL));
        outbound.last().answer(200);
        lanes.append(message("two", text("Hola"), Priority.NORMAL));
        assertThat(heard).containsExactly("crm promo/es_MX DONE");
    }

    /** A house's name means another version as soon as one is paused. */
    @Test
    void tellsHowTheWordingEndedThatWentAndNotWhatTheNameMeansByThen() {
        start();
        version = "promo_2";
        lanes.append(message("one", template("promo", "reply"), Priority.NORMAL));
        version = "promo_1";
        outbound.last().answer(200);
        assertThat(heard).containsExactly("crm promo_2/es_MX DONE");
    }

    @Test
    void aBudgetPutsOffWhatWouldGoBeyondItUntilTheNextDay() {
        agreed(SendClass.MARKETING);
        gates = gates.replace("budgets: []", "budgets: [{sender: crm, perDay: 0.07, zone: America/Mexico_City}]")
                .replace("from: \"21:00\"", "from: \"09:00\"");
        start();
        for (var name : List.of("one", "two")) {
            lanes.append(message(name, template("offer", "marketing"), Priority.BULK));
            outbound.last().answer(200);
        }
        lanes.append(message("three", template("offer", "marketing"), Priority.BULK));

        assertThat(begun).hasSize(2);
        assertThat(lanes.waiting()).isEqualTo(1);
        time.pass(Duration.ofHours(20));
        outbound.last().answer(200);
        time.pass(Duration.ofSeconds(2));
        assertThat(begun).hasSize(3);
        assertThat(spending.byDay).isEqualTo(Map.of("2026-11-22", 62_000L, "2026-11-23", 31_000L));
    }

    @Test
    void whatIsOutCountsAsSpent() {
        agreed(SendClass.MARKETING);
        gates = gates.replace("budgets: []", "budgets: [{sender: crm, perDay: 0.04}]")
                .replace("\"21:00\"", "\"09:00\"");
        start();
        lanes.append(message("one", template("offer", "marketing"), Priority.BULK));
        lanes.append(other("two", template("offer", "marketing")));
        assertThat(begun).hasSize(1);

        outbound.last().answer(400);
        lanes.append(other("three", template("offer", "marketing")));
        assertThat(begun).as("what was refused there is not spent").hasSize(2);
    }

    @Test
    void looksAgainSoonWhileWhatAPersonAllowsIsBeingReadBack() {
        agreed(SendClass.NOTICE);
        var agreed = lanes.facts.get(contact());
        lanes.facts.put(contact(), new Facts(false, Map.of()));
        start();
        lanes.append(message("tell", template("shipped", "notice"), Priority.URGENT));
        assertThat(begun).isEmpty();
        lanes.facts.put(contact(), agreed);
        time.pass(Duration.ofSeconds(1));
        assertThat(begun).hasSize(1);
        assertThat(steps()).isEmpty();
    }

    @Test
    void keepsTheOrderWhileWhatAPersonAllowsIsBeingReadBack() {
        agreed(SendClass.NOTICE);
        var agreed = lanes.facts.get(contact());
        lanes.facts.put(contact(), new Facts(false, Map.of()));
        start();
        lanes.append(message("one", template("packed", "notice"), Priority.URGENT));
        lanes.append(message("two", template("shipped", "notice"), Priority.URGENT));
        lanes.facts.put(contact(), agreed);
        lanes.append(message("three", template("arrived", "notice"), Priority.URGENT));
        assertThat(begun).isEmpty();

        for (var n = 0; n < 3; n++) {
            time.pass(Duration.ofSeconds(1));
            outbound.last().answer(200);
        }

        assertThat(begun).extracting(each -> each.input().get("name")).containsExactly("packed", "shipped", "arrived");
    }

    @Test
    void whatIsKnownOfOnePersonSaysNothingOfAnother() {
        wrote(Duration.ofHours(1));
        start();
        lanes.append(message("say", Map.of("text", "Hola", "to", "5215587654321"), Priority.NORMAL));
        assertThat(begun).isEmpty();
        assertThat(permits("refuse")).isEqualTo(1);
    }

    @Test
    void asksNobodyAboutMarks() {
        start();
        lanes.append(delivery("mark", "markRead", Map.of("messageId", "wamid.1"), Priority.NORMAL));
        assertThat(begun).hasSize(1);
    }

    @Test
    void endsAsUnknownWhatMayHaveArrivedAndIsToSellWhateverTheGatesSay() {
        agreed(SendClass.MARKETING);
        gates = gates.replace("from: \"21:00\"", "from: \"09:00\"");
        start();
        lanes.append(message("say", template("offer", "marketing"), Priority.BULK));
        outbound.last().fail(CallFailure.Kind.NO_ANSWER);
        lanes.facts.clear();
        time.pass(Duration.ofMinutes(10));

        assertThat(lanes.finished).hasSize(2);
        assertThat(((Verdict.Dead) lanes.finished.get(1).verdict()).reason()).startsWith("unknown: ");
        assertThat(spending.micros)
                .as("charged once, since it may have arrived")
                .isEqualTo(31_000);
    }

    private void wrote(Duration ago) {
        know(Fact.inbound(CHANNEL, time.instant().minus(ago), time.instant().minus(ago)));
    }

    private void agreed(SendClass category) {
        var told = new Stamp(time.instant(), time.instant(), "", "crm");
        know(Fact.consent("", category, true, told));
    }

    private void know(Fact fact) {
        lanes.facts.put(contact(), new Facts(true, Map.of(fact.field(), fact.stamp())));
    }

    private static ContactKey contact() {
        return ContactKey.ofPhone(PHONE);
    }

    private static Map<String, Object> text(String text) {
        return Map.of("text", text, "to", PHONE);
    }

    private static Map<String, Object> template(String name, String sendClass) {
        return Map.of("name", name, "language", "es_MX", "class", sendClass, "to", PHONE);
    }

    private static Delivery message(String step, Map<String, Object> input, Priority priority) {
        return delivery(step, input.containsKey("name") ? "sendTemplate" : "sendText", input, priority);
    }

    private static Delivery delivery(String step, String operation, Map<String, Object> input, Priority priority) {
        return new Delivery(
                Samples.EVENT.step(step),
                "crm",
                priority,
                contact(),
                Samples.EVENT,
                Instant.EPOCH,
                step,
                operation,
                input,
                "es-MX",
                false);
    }

    /** To the same person, and of another one's: no turn is waited for. */
    private Delivery other(String step, Map<String, Object> input) {
        var like = message(step, input, Priority.BULK);
        var contact = ContactKey.ofUser("MX." + step);
        lanes.facts.put(contact, lanes.facts.getOrDefault(contact(), Facts.NONE));
        return new Delivery(
                like.id(),
                like.destination(),
                like.priority(),
                contact,
                like.event(),
                like.acceptedAt(),
                like.step(),
                like.operation(),
                like.input(),
                like.locale(),
                false);
    }

    private double permits(String permit) {
        return registry.get("gateway.outbound.permits").tag("permit", permit).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private Stream<LedgerEntry.Row> rows() {
        return lanes.finished.stream()
                .flatMap(end -> end.entries().stream())
                .filter(LedgerEntry.Row.class::isInstance)
                .map(LedgerEntry.Row.class::cast);
    }

    private List<String> steps() {
        return rows().map(LedgerEntry.Row::step).toList();
    }

    private List<Object> costs() {
        return rows().map(row -> row.detail().get("cost")).toList();
    }

    private void start() {
        var connector = Samples.connector(operation -> {
            begun.add(operation);
            return Samples.begin(operation);
        });
        var destination = new Destination(
                "crm",
                connector,
                Samples.settings(4),
                Samples.runner(connector, outbound, time),
                List.of(),
                Samples.condition(time),
                new FakeLimits(),
                Tempo.AT_ONCE,
                new OutboundMetrics(registry, "crm"));
        var verdicts = new Verdicts(destination.settings(), new SplittableRandom(1));
        var report = new AttemptReport(delivery -> "stored", "", Redaction.NONE);
        var desk = new LanePump.Desk(time, time, verdicts, report, Precheck.NONE, Optional.of(keeper()));
        new LanePump(destination, lanes, desk).start();
    }

    private Operation worded(Operation operation) {
        if (version.isEmpty()) return operation;
        var input = new HashMap<>(operation.input());
        input.put("name", version);
        return new Operation(operation.name(), input, operation.context());
    }

    private Gatekeeper keeper() {
        var prices = new Prices(read(PricesFile.class, "prices.yaml", shipped("prices.yaml")));
        var all = new Gates(
                read(GatesFile.class, "gates.yaml", gates),
                prices,
                PLACES,
                (of, template, input) -> templates.of(of, template, input));
        var sends = new Sends("crm", CHANNEL, "");
        var purse = new Purse(CHANNEL, spending, time, time);
        var keeping = new Gatekeeping(
                () -> all,
                List.of(sends),
                spending,
                (sender, template, outcome) -> heard.add(sender + " " + template.word() + " " + outcome.kind()));
        return new Gatekeeper(
                keeping, sends, Samples.worded(this::worded), purse, new PermitMetrics(registry, "crm"), time);
    }

    private static <T extends Record> T read(Class<T> type, String file, String yaml) {
        var problems = new Problems(file);
        return problems.unlessAny(StrictYaml.bind(type, yaml, problems));
    }

    private static String shipped(String file) {
        try {
            return Files.readString(Path.of("conf", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
