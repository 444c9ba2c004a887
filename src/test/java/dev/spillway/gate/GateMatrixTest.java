package dev.spillway.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every gate, every class, every way in which it may be set: and what the shipped matrix says of each. */
class GateMatrixTest {
    private static final Instant NIGHT = Instant.parse("2026-11-11T05:00:00Z");
    private static final Instant MORNING = Instant.parse("2026-11-11T15:00:00Z");
    private static final Instant UNPAUSED = Scene.NOON.plusSeconds(3_600);
    private static final Instant MIDNIGHT = Instant.parse("2026-11-11T00:00:00Z");

    /** Something that this gate, and no other, holds against a message. */
    private static Scene against(Gate gate, SendClass sendClass) {
        var scene = new Scene(sendClass);
        return switch (gate) {
            case SUPPRESSION -> scene.optedOut(Scene.NOON.minusSeconds(10));
            case WINDOW ->
                scene.freeText().wrote(Duration.ofHours(25)).configured("instead: {es: {name: news, language: es_MX}}");
            case TEMPLATE -> scene.templateIs("paused", UNPAUSED);
            case CONSENT -> scene.agreed(false).neverWrote();
            case REST -> scene.restsUntil(MIDNIGHT);
            case QUIET_HOURS -> scene.at(NIGHT).wrote(Duration.ofHours(-10));
            case BUDGET -> scene.spent(1_000_000).configured("budgets: [{sender: main, perDay: 1}]");
        };
    }

    static Stream<Arguments> everyCell() {
        return Arrays.stream(Gate.values())
                .flatMap(gate -> Scene.classes().stream()
                        .flatMap(it -> gate.modes().stream().map(mode -> Arguments.of(gate, it, mode))));
    }

    @ParameterizedTest(name = "{0} for {1} set to {2}")
    @MethodSource("everyCell")
    void everyCellDoesWhatItIsSetTo(Gate gate, SendClass sendClass, Mode mode) {
        var scene = against(gate, sendClass).with(gate, mode);
        if (gate == Gate.SUPPRESSION && mode == Mode.PASS) scene = scene.agreed(true);
        assertThat(word(scene.judge(), gate)).isEqualTo(expected(gate, mode));
    }

    private static String expected(Gate gate, Mode mode) {
        return switch (mode) {
            case PASS -> "pass";
            case REFUSE, EARLIER, OUTSIDE -> "refuse";
            case POSTPONE -> gate == Gate.QUIET_HOURS ? "until " + MORNING : "until " + end(gate);
            case TEMPLATE -> "instead";
        };
    }

    private static Instant end(Gate gate) {
        return gate == Gate.TEMPLATE ? UNPAUSED : MIDNIGHT;
    }

    private static String word(Permit permit, Gate gate) {
        if (permit instanceof Permit.Refuse refuse) return refuse.gate() == gate ? "refuse" : "refused by " + refuse;
        if (permit instanceof Permit.Postpone later)
            return later.gate() == gate ? "until " + later.until() : later + "";
        return permit instanceof Permit.Instead ? "instead" : "pass";
    }

    /** Columns: gate, then what becomes of each class when that gate has something against it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            suppression | pass   | refuse  | refuse  | refuse   | refuse
            window      | refuse | instead | instead | instead  | refuse
            template    | refuse | until   | until   | until    | until
            consent     | pass   | pass    | refuse  | refuse   | refuse
            rest        | pass   | pass    | pass    | pass     | until
            quiet_hours | pass   | pass    | pass    | until    | until
            budget      | pass   | pass    | pass    | until    | until
            """)
    void theShippedMatrixIsThis(
            String gate, String authentication, String reply, String notice, String reminder, String marketing) {
        var row = Arrays.asList(authentication, reply, notice, reminder, marketing);
        var asked = Arrays.stream(Gate.values())
                .filter(it -> it.word().equals(gate))
                .findFirst()
                .orElseThrow();
        var said = Scene.classes().stream()
                .map(it -> word(against(asked, it).judge(), asked).replaceFirst(" .*", ""))
                .toList();
        assertThat(said).isEqualTo(row);
    }
}
