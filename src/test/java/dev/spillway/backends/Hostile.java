package dev.spillway.backends;

import dev.spillway.backends.Teller.Message;
import dev.spillway.faults.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * A flow whose expressions never end, double, search with a pattern that explodes, or make what fills the memory, while others are
 * served: nobody may notice, and each must end with an error that says where it stands.
 */
final class Hostile {
    private static final String BACKEND = "hubspot";
    private static final double PER_SECOND = 4;
    private static final double OTHERS_PER_SECOND = 4;
    private static final int SETTLE_SECONDS = 60;

    /** All but the last, which only looks dangerous, end with an error. */
    private static final List<String> EXPRESSIONS = List.of(
            "($f := function($n) { $f($n + 1) }; $f(0))",
            "($f := function($n) { $f($n + 1) + 1 }; $f(0))",
            "($f := function($x, $n) { $n = 0 ? $x : $f($x & $x, $n - 1) }; $f(text, 40))",
            "$map([1..9999], function($a) { $map([1..9999], function($b) { $string($a) & $string($b) }) })",
            "$sum([1..9000000])",
            "$contains($join($map([1..9000], function($i) { text })), /(.*a){40}b/)",
            "[text.class, $keys(contact.class), contact.bytes]");

    private static final String HEAD = """
            flow: hostil
            on: {kinds: [MESSAGE]}
            triggers:
              - language: es
                patterns: ['\\bhostil\\W+(?P<job>\\d)\\b']
            sample: {job: "9"}
            steps:
            """;

    private static final String STEP = """
              - deliver:
                  id: h%d
                  to: crm
                  operation: addNote
                  priority: BULK
                  when: "job = '%d'"
                  input: >-
                    {'waId': $digits(contact.phone), 'occurredAt': occurredAt, 'text': job = '%d' ? $string(%s) : 'x'}
            """;

    private static final Pattern FAULTS =
            Pattern.compile("^gateway_flow_faults_total\\{[^}]*flow=\"hostil\"[^}]*} (\\S+)", Pattern.MULTILINE);

    private static final int ENDLESS = EXPRESSIONS.size() - 2;

    private final Town town;
    private final int count;

    Hostile(Town town, boolean quick) {
        this.town = town;
        this.count = quick ? 80 : 240;
    }

    /**
     * What came of it.
     *
     * @param faults that flows had, of those events that must have had one
     * @param expected of them
     * @param others what was done for others meanwhile, of as many as there were hostile events
     * @param signs the loops gave
     * @param held of these, for which a loop needed more than 20 ms of the processor
     */
    record Found(long faults, int expected, int others, int told, long signs, long held) {
        boolean holds() {
            return faults >= expected && others >= told && signs > 0 && held == 0;
        }
    }

    /** The flow, for each node. */
    static void write(Path folder) throws IOException {
        var flow = new StringBuilder(HEAD);
        for (var n = 0; n < EXPRESSIONS.size(); n++) flow.append(STEP.formatted(n, n, n, EXPRESSIONS.get(n)));
        Files.writeString(folder.resolve("flows/hostil.yaml"), flow);
    }

    Found run() throws IOException, TimeoutException {
        var site = town.site(BACKEND);
        // Once each: what is compiled and loaded for the first time is no expression's fault.
        new Teller(town.gateways()).tell(hostile("640", EXPRESSIONS.size()), PER_SECOND);
        town.settle(SETTLE_SECONDS);
        site.forget();
        var before = Signs.of(town.gateways().metrics());
        var faults = faults();
        var others = new Teller(town.gateways()).tellBeside(searches(site), OTHERS_PER_SECOND);
        new Teller(town.gateways()).tell(hostile("641", count), PER_SECOND);
        Waiting.within(SETTLE_SECONDS * 1_000L, () -> !others.isAlive());
        town.settle(SETTLE_SECONDS);
        var signs = Signs.of(town.gateways().metrics()).since(before);
        var found = new Found(
                faults() - faults,
                count / EXPRESSIONS.size() * ENDLESS,
                site.tally(0, Long.MAX_VALUE).done(),
                count,
                signs.given(),
                signs.held());
        town.say("hostile expressions: " + found);
        return found;
    }

    private long faults() {
        return town.gateways().metrics().stream()
                .flatMap(metrics -> FAULTS.matcher(metrics).results())
                .mapToLong(found -> (long) Double.parseDouble(found.group(1)))
                .sum();
    }

    private static List<Message> hostile(String area, int count) {
        var people = new People(area);
        var messages = new ArrayList<Message>();
        for (var n = 0; n < count; n++) {
            messages.add(new Message(people.phone(n), "hostil " + n % EXPRESSIONS.size()));
        }
        return messages;
    }

    private List<Message> searches(Site site) {
        var people = new People("642");
        var messages = new ArrayList<Message>();
        for (var n = 0; n < count; n++) messages.add(new Message(people.phone(n), Jobs.message(site, "busca", n)));
        return messages;
    }
}
