package dev.spillway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.EventId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MergeTest {
    @Property(tries = 200)
    void comesToTheSameStateInWhateverOrder(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 0, max = 4) Integer> ranks, @ForAll long seed) {
        var messages = new ArrayList<LedgerEntry.Message>();
        for (var rank : ranks) messages.add(message("m", rank, messages.size()));
        var shuffled = new ArrayList<>(messages);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(Merge.messages(shuffled)).containsExactlyElementsOf(Merge.messages(messages));
    }

    @Test
    void keepsWhatIsKnownFromEitherSide() {
        var sent = new LedgerEntry.Message("m", "d", "", "p:52", "sent", 1, Instant.EPOCH, "");
        var failed = new LedgerEntry.Message("m", "", "118", "", "failed", 5, Instant.EPOCH.plusSeconds(1), "131026");

        assertThat(Merge.messages(List.of(failed, sent)))
                .containsExactly(new LedgerEntry.Message(
                        "m", "d", "118", "p:52", "failed", 5, Instant.EPOCH.plusSeconds(1), "131026"));
    }

    @Test
    void sortsByKeySoThatNodesLockInOneOrder() {
        assertThat(Merge.messages(List.of(message("b", 1, 0), message("a", 1, 0))))
                .extracting(LedgerEntry.Message::messageId)
                .containsExactly("a", "b");
    }

    @Test
    void keepsTheLatestLetterOfAnId() {
        var first = letter("first", 1);
        var second = letter("second", 2);

        assertThat(Merge.dead(List.of(second, first))).containsExactly(second);
        assertThat(Merge.dead(List.of(first, second))).containsExactly(second);
    }

    private static LedgerEntry.DeadLetter letter(String reason, int second) {
        var event = new EventId("0".repeat(32));
        return new LedgerEntry.DeadLetter("id", event, 0, "", "", reason, 1, Instant.ofEpochSecond(second), "{}");
    }

    private static LedgerEntry.Message message(String id, int rank, int second) {
        return new LedgerEntry.Message(id, "", "", "", "state" + rank, rank, Instant.ofEpochSecond(second), "");
    }
}
