package dev.spillway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompilersTest {
    private static final String BEHIND = " S 1 1 1 0 -1 4194368 5 0 0 0 %d %d 0 0 20 0 31 0 99 1 1";

    @Test
    void countsTheTimeOfThreadsThatCompile() {
        assertThat(Compilers.workedMs("42 (C2 CompilerThre)" + BEHIND.formatted(120, 3)))
                .isEqualTo(1_230);
        assertThat(Compilers.workedMs("43 (C1 CompilerThre)" + BEHIND.formatted(7, 0)))
                .isEqualTo(70);
    }

    @Test
    void countsNoOtherThread() {
        assertThat(Compilers.workedMs("44 (vert.x-eventloo)" + BEHIND.formatted(500, 20)))
                .isZero();
        assertThat(Compilers.workedMs("")).isZero();
    }

    @Test
    void isNothingOfAProcessThatHasGone() throws IOException {
        assertThat(Compilers.of(List.of(Long.MAX_VALUE)).worked()).isZero();
    }
}
