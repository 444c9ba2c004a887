package dev.spillway.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcStatTest {
    @Test
    void addsOwnTimesAndThoseOfEndedChildren() {
        var stat = "4242 (redis-server) S 1 4242 4242 0 -1 4194560 1 2 3 4 150 50 7 3 20 0 4 0 9 1 2 3\n";

        assertThat(ProcStat.cpuUs(stat)).isEqualTo(2_100_000.0);
    }

    @Test
    void readsPastAnyNameOfAProgram() {
        var stat = "7 (odd) name (1 2) R 1 7 7 0 -1 0 1 2 3 4 1 0 0 0 20 0 4 0 9 1 2 3";

        assertThat(ProcStat.cpuUs(stat)).isEqualTo(10_000.0);
    }

    @Test
    void knowsNothingOfAProcessThatHasGone() {
        assertThat(ProcStat.cpuUs("")).isZero();
        assertThat(ProcStat.residentMb("")).isZero();
    }

    @Test
    void readsResidentMemory() {
        assertThat(ProcStat.residentMb("VmSize:\t  900000 kB\nVmRSS:\t  204800 kB\n"))
                .isEqualTo(200.0);
    }
}
