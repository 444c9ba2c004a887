package dev.spillway.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.ContactKey;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What it takes of a core to judge a message: for people to read, without a bound. */
class GateCostTest {
    private static final int ROUNDS = 20_000;
    private static final String CHANNEL = "106540352242922";

    private final Gates gates = new Gates(
            Scene.read(GatesFile.class, "gates.yaml", Scene.shipped("gates.yaml")),
            new Prices(Scene.prices()),
            Scene.PLACES,
            (sender, template, input) -> Optional.of(new Templates.Standing("", null, "marketing")));

    @Test
    void printsWhatAMessageOfEachKindTakes() {
        var stored = new HashMap<String, String>();
        var wrote = Fact.inbound(CHANNEL, Scene.NOON.minus(Duration.ofHours(1)), Scene.NOON);
        stored.put(wrote.field(), wrote.stamp().text());
        var told = new Stamp(Scene.NOON, Scene.NOON, "", "crm");
        for (var each : SendClass.values()) {
            var agreed = Fact.consent("", each, true, told);
            stored.put(agreed.field(), agreed.stamp().text());
        }
        var text = new Sends.Order(
                "sendText",
                Map.of("to", "5215512345678", "text", "Hola"),
                ContactKey.ofPhone("5215512345678"),
                "es-MX",
                Scene.NOON);
        var offer = new Sends.Order(
                Sends.TEMPLATE,
                Map.of("to", "5215512345678", "name", "offer", "language", "es_MX", "class", "marketing"),
                text.contact(),
                "es-MX",
                Scene.NOON);
        print("a reply", text, stored);
        print("an offer", offer, stored);
    }

    private void print(String what, Sends.Order order, Map<String, String> stored) {
        judge(order, stored, ROUNDS);
        var threads = ManagementFactory.getThreadMXBean();
        var since = threads.getCurrentThreadCpuTime();
        var passed = judge(order, stored, ROUNDS);
        var micros = (threads.getCurrentThreadCpuTime() - since) / 1_000.0 / ROUNDS;
        System.out.printf(
                "judging %s takes %.1f us of a core, with reading what is known of the person%n", what, micros);
        assertThat(passed).isEqualTo(ROUNDS);
    }

    private int judge(Sends.Order order, Map<String, String> stored, int rounds) {
        var sends = new Sends("main", CHANNEL, "");
        var passed = 0;
        for (var i = 0; i < rounds; i++) {
            var facts = Facts.of(true, stored);
            var permit = gates.judge(sends.of(order), order.input(), facts, Spent.NOTHING, Scene.NOON);
            if (permit instanceof Permit.Pass) passed++;
        }
        return passed;
    }
}
