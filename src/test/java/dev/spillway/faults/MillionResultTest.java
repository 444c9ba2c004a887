package dev.spillway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.faults.BacklogResult.HeapAt;
import dev.spillway.faults.Finding.Breach;
import java.util.List;
import org.junit.jupiter.api.Test;

class MillionResultTest {
    @Test
    void holdsWhileTheHeapIsFlatAndEveryEventAccountedFor() {
        assertThat(result(56, List.of()).holds()).isTrue();
        assertThat(result(56.1, List.of()).holds()).isFalse();
        assertThat(result(40, List.of(new Finding(Breach.DOUBLED, "reply", null)))
                        .holds())
                .isFalse();
    }

    @Test
    void tellsMachinesInOneLine() {
        var findings = List.of(new Finding(Breach.LOST, "no reply", null), new Finding(Breach.DOUBLED, "reply", null));

        assertThat(result(41, findings).line())
                .isEqualTo("held=1000 heap_mb_10=40.0 heap_mb_50=40.5 heap_mb_100=41.0 bytes_per_held_event=512"
                        + " bytes_per_dedupe_key=99 drained_per_s=3000 lost=1");
    }

    private static MillionResult result(double atAll, List<Finding> findings) {
        var heaps = List.of(new HeapAt(100, 40), new HeapAt(500, 40.5), new HeapAt(1000, atAll));
        var each = new MillionResult.Bytes(511.6, 99.2);
        return new MillionResult(1000, 20_000, heaps, each, new MillionResult.Drain(4000, 3000), findings);
    }
}
