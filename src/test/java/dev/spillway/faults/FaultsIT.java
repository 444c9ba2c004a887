package dev.spillway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The bench in short, so that no build passes without it; load-tests/faults.sh is the whole of it. */
class FaultsIT {
    private static final long SEED = 7;

    @Test
    void losesNothingAndDoublesNothingWhileProcessesAreKilled() throws Exception {
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        var verdict = new Bench(SEED, 2, "", false, out).run(Course.brief()).verdict();
        var told = said.toString(StandardCharsets.UTF_8);
        assertThat(verdict.findings()).as(told).isEmpty();
        assertThat(verdict.repeated()).as(told).isLessThanOrEqualTo((int) verdict.repeatedMax());
        assertThat(verdict.accepted()).as(told).isGreaterThan(1_000);
        assertThat(verdict.kills()).as(told).isGreaterThanOrEqualTo(3);
    }
}
