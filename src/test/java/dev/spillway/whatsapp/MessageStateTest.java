package dev.spillway.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageStateTest {
    private static final List<String> WORDS =
            List.of("accepted", "sent", "failed", "delivered", "read", "played", "archived", "deleted", "");

    @ParameterizedTest
    @CsvSource({
        "sent delivered read,READ",
        "read delivered sent,READ",
        "delivered played,PLAYED",
        "failed sent,FAILED",
        "sent failed,FAILED",
        "failed delivered,DELIVERED",
        "delivered failed,DELIVERED",
        "read failed,READ",
        "sent archived,SENT",
        "archived,UNKNOWN",
        "captured sent,SENT"
    })
    void endsAtTheHighestOfWhatWasSeen(String statuses, MessageState end) {
        assertThat(after(List.of(statuses.split(" ")))).isEqualTo(end);
    }

    @Test
    void givesUnknownWordsNoRank() {
        assertThat(MessageState.of("archived").rank()).isEqualTo(-1);
        assertThat(MessageState.of("").rank()).isEqualTo(-1);
        assertThat(MessageState.of("READ")).isEqualTo(MessageState.UNKNOWN);
    }

    @Property
    void endsTheSameInWhateverOrderStatusesCome(@ForAll("statuses") List<String> statuses, @ForAll long seed) {
        var shuffled = new ArrayList<>(statuses);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(after(shuffled)).isEqualTo(after(statuses));
    }

    @Property
    void neverGoesBack(@ForAll("statuses") List<String> statuses) {
        var state = MessageState.UNKNOWN;
        for (var status : statuses) {
            var next = state.and(MessageState.of(status));
            assertThat(next.rank()).isGreaterThanOrEqualTo(state.rank());
            state = next;
        }
    }

    @Provide
    Arbitrary<List<String>> statuses() {
        return Arbitraries.of(WORDS).list().ofMaxSize(12);
    }

    private static MessageState after(List<String> statuses) {
        return statuses.stream().map(MessageState::of).reduce(MessageState.UNKNOWN, MessageState::and);
    }
}
