package dev.spillway.whatsapp;

import static dev.spillway.whatsapp.Given.error;
import static dev.spillway.whatsapp.Given.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.connector.Outcome;
import dev.spillway.connector.Outcome.Kind;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTableTest {
    /** Every code of Meta's error pages with the reaction we owe it, written apart from the table it checks. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "AUTH_REVOKED;0 190 368 131031 131042 131044",
                "UNAVAILABLE;1 2 131000 131016 133004 133015 134101 2494100",
                "THROTTLED;4 80007 80008 130429 131057 132015",
                "CONTACT_THROTTLED;131049 131056 131208",
                "CONFIG;3 10 33 200 250 299 131005 131037 131045 133000 133005 133006 133008 133009 133010 133016 134011"
                        + " 136025",
                "INVALID;100 130472 130497 131008 131009 131020 131021 131026 131030 131041 131047 131048 131050",
                "INVALID;131051 131052 131053 131055 131059 131060 131062 131063 131064 131201 131207 131209 131215",
                "INVALID;132000 132001 132005 132007 132008 132012 132016 132018 132068 132069 134100 134102",
                "INVALID;135000 137000 138000 138999 139000 139999 147001 147005 2388001 2388299 2593107 2593108 2593109"
            })
    void reactsToEveryKnownCode(Kind kind, String codes) {
        for (var code : numbers(codes)) {
            var outcome = outcomeOf(error(400, code));
            assertThat(outcome.kind()).as("code %d", code).isEqualTo(kind);
            assertThat(outcome.code()).isEqualTo(Integer.toString(code));
            assertThat(outcome.reason()).endsWith("(code " + code + "), fbtrace_id ATrace1");
        }
    }

    /** The column "react" of the documentation's table, copied apart from the table it checks. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "A;0 190 368 131031 131042 131044 131048 134102 136025",
                "R;2 130429 131000 131016 131056 131057 131208 133004 2494100",
                "RF;1 131053 135000",
                "AF;3 10 33 200 299 131005 131037 131045 133010 134011",
                "W;4 80007 80008 131049 132015 132069 133008 133009 133015 133016 134101",
                "WA;131064",
                "N;130472 131021 131026 131047 131050",
                "NA;130497",
                "F;100 131008 131009 131020 131030 131041 131051 131055 131062 131063 131201 131207 131209 131215",
                "F;132000 132001 132005 132007 132008 132012 132016 132018 132068 133000 133005 133006 134100 137000",
                "F;147001 147005 2388001 2388299 2593107 2593108 2593109",
                "-;131052 131059 131060"
            })
    void wantsDoneWhatTheDocumentationSays(String letters, String codes) {
        for (var code : numbers(codes)) {
            assertThat(ErrorTable.load().find(code).orElseThrow().wanted())
                    .as("code %d", code)
                    .isEqualTo(Reaction.Wanted.of(letters));
        }
    }

    /** What is wanted and what is done must not drift apart. */
    @Test
    void doesWhatItWants() {
        for (var reaction : ErrorTable.load().all()) {
            var isTried =
                    !EnumSet.of(Kind.INVALID, Kind.CONFIG, Kind.AUTH_REVOKED).contains(reaction.outcome());
            if (reaction.wanted().contains(Reaction.Wanted.NEVER))
                assertThat(reaction.outcome()).as("%s", reaction).isEqualTo(Kind.INVALID);
            if (reaction.wanted().equals(Set.of(Reaction.Wanted.RETRY)))
                assertThat(isTried).as("%s", reaction).isTrue();
            if (reaction.wanted().equals(Set.of(Reaction.Wanted.FIX)))
                assertThat(isTried).as("%s", reaction).isFalse();
        }
    }

    @Test
    void namesTheLimitThatACodeIsAbout() {
        assertThat(outcomeOf(error(400, 130429)).scope()).isEqualTo(Outcome.THROUGHPUT);
        assertThat(outcomeOf(error(400, 131056)).scope()).isEqualTo(SenderLimits.PAIR);
        assertThat(outcomeOf(error(400, 131049)).scope()).isEqualTo("marketing");
        assertThat(outcomeOf(error(400, 132015)).scope()).isEqualTo(Outcome.TEMPLATE);
        assertThat(outcomeOf(error(400, 132015)).retryAfter()).isEqualTo(Duration.ofHours(3));
        assertThat(outcomeOf(error(400, 131049)).retryAfter()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void waitsAMinuteWhileANumberIsUpgraded() {
        assertThat(outcomeOf(error(500, 131057)).retryAfter()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void doesNotKnowTheNeighboursOfItsRanges() {
        var table = ErrorTable.load();
        for (var code : numbers("199 300 131200 131216 137999 140000 147000 147006 2388000 2388300")) {
            assertThat(table.find(code)).as("code %d", code).isEmpty();
        }
    }

    @Test
    void namesTheLineThatIsWrong() {
        assertThatThrownBy(() -> ErrorTable.parse("# head\n1;R;meaning;LOST;;;advice"))
                .hasMessageContaining("errors.csv:2");
        assertThatThrownBy(() -> ErrorTable.parse("1;F;meaning;INVALID")).hasMessageContaining("needs 7 columns");
        assertThatThrownBy(() -> ErrorTable.parse("1;F;m;INVALID;;soon;a")).hasMessageContaining("ISO duration");
        assertThatThrownBy(() -> ErrorTable.parse("1-5;F;m;INVALID;;;a\n3;F;m;INVALID;;;a"))
                .hasMessageContaining("stands twice");
        assertThatThrownBy(() -> ErrorTable.parse("3;F;m;INVALID;;;a\n1-5;F;m;INVALID;;;a"))
                .hasMessageContaining("stands twice");
        assertThatThrownBy(() -> ErrorTable.parse("5-1;F;m;INVALID;;;a")).hasMessageContaining("n-m");
        assertThatThrownBy(() -> ErrorTable.parse("5;F;m;DONE;;;a")).hasMessageContaining("DONE");
    }

    private static int[] numbers(String codes) {
        return Arrays.stream(codes.split(" "))
                .flatMapToInt(code -> IntStream.of(Integer.parseInt(code)))
                .toArray();
    }
}
