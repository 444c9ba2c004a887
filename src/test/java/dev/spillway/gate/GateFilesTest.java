package dev.spillway.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spillway.yaml.FaultyFileException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with the files is told with line, key and cure. */
class GateFilesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gates.yaml   | {authentication: pass,    reply: pass,      notice: pass,      reminder: postpone,  marketing: postpone} | {} | matrix.quietHours.authentication: is missing; add
            gates.yaml   | reply: earlier     | reply: earlyer     | matrix.suppression.reply: unknown "earlyer"; did you mean "earlier"?
            gates.yaml   | reply: earlier     | reply: postpone    | matrix.suppression: cannot be postpone for reply; write one of pass, refuse, earlier
            gates.yaml   | margin: PT5M       | margin: 5 minutes  | window.margin: "5 minutes" does not fit; write an ISO 8601 duration
            gates.yaml   | margin: PT5M       | margin: PT24H      | window.margin: must be PT0S to PT23H
            gates.yaml   | from: "21:00"      | from: "24:30"      | quietHours.from: "24:30" does not fit
            gates.yaml   | instead: {}        | insted: {}         | insted: unknown "insted"; did you mean "instead"?
            gates.yaml   | budgets: []        | budgets: [{sender: a, perDay: 1}, {sender: a, perDay: 2}] | budgets: must name a sender once; twice there is a
            gates.yaml   | budgets: []        | budgets: [{sender: a, perDay: -1}] | budgets[0].perDay: must not be negative
            consent.yaml | - START            | - Stop             | start: must not hold what opts out
            consent.yaml | - BAJA             | - "!!!"            | stop: must hold words, not
            consent.yaml | words: [notice,    | words: [notices,   | categories.words[0]: unknown "notices"
            prices.yaml  | currency: USD      | currency: dollars  | currency: must be three capital letters
            prices.yaml  | from: 2026-10-01   | from: 2025-07-01   | periods: must begin on days of their own
            prices.yaml  | from: 2026-10-01   | from: 1.10.2026    | periods[1].from: "1.10.2026" does not fit
            prices.yaml  | marketing: "0.0310"| marketing: cheap   | periods[1].countries.MX.marketing: "cheap" does not fit
            prices.yaml  | marketing: "0.0310"| marketing: "-1"    | periods[1].countries.MX.marketing: must be 0 or more
            """)
    void refusesAMistake(String file, String right, String wrong, String problem) {
        var text = Scene.shipped(file);
        assertThat(text).contains(right);
        var failure = catchThrowableOfType(FaultyFileException.class, () -> read(file, text.replace(right, wrong)));
        assertThat(failure.problems())
                .anySatisfy(it -> assertThat(it.toString())
                        .matches("(?s)" + file + ":\\d+: .*")
                        .contains(problem));
    }

    private static Object read(String file, String yaml) {
        return switch (file) {
            case "gates.yaml" -> Scene.read(GatesFile.class, file, yaml);
            case "consent.yaml" -> Scene.read(WordsFile.class, file, yaml);
            default -> Scene.read(PricesFile.class, file, yaml);
        };
    }
}
