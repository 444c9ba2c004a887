package dev.spillway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private static final Instant NOW = Conversation.NOW;
    private static final Duration WAIT = Duration.ofMinutes(15);
    private static final Memory NOTHING = Memory.of(Session.EMPTY);

    @Test
    void isUnchangedUntilSomethingChanges() {
        assertThat(NOTHING.changed(Session.EMPTY)).isNull();
        assertThat(NOTHING.awaitsNothing().settles("x").answers("q").changed(Session.EMPTY))
                .isNull();
        assertThat(NOTHING.speaks("es-MX").changed(Session.EMPTY)).isEqualTo(new Session(Map.of("language", "es-MX")));
    }

    @Test
    void forgetsAPendingQuestionAfterAWhile() {
        var memory = NOTHING.follows("d1", "q", NOW);
        assertThat(memory.isPending("q", NOW.plusSeconds(899), WAIT)).isTrue();
        assertThat(memory.isPending("q", NOW.plusSeconds(900), WAIT)).isFalse();
        assertThat(memory.isPending("other", NOW, WAIT)).isFalse();
    }

    @Test
    void knowsWhichLateAnswersAreNeedless() {
        var memory = NOTHING.follows("d1", "q", NOW).follows("d2", "r", NOW).answers("q");
        assertThat(memory.hasAnswered("d1")).isTrue();
        assertThat(memory.hasAnswered("d2")).isFalse();
        assertThat(memory.settles("d1").settles("d2").values()).isEmpty();
    }

    @Test
    void survivesTheWayThroughJson() {
        var asked = new Memory.Awaiting("f", "s", Map.of("a", "b"));
        var memory = NOTHING.awaits(asked).follows("d1", "q", NOW).shows("help").speaks("pt-BR");
        var back = new Memory(Json.object(Json.write(memory.values())));
        assertThat(back.awaiting()).contains(asked);
        assertThat(back.isPending("q", NOW, WAIT)).isTrue();
        assertThat(back.hasShown("help")).isTrue();
    }

    @Test
    void survivesWhatItDidNotWrite() {
        var memory = new Memory(Map.of("language", 7, "shown", "help", "awaiting", List.of(), "pending", Map.of()));
        assertThat(memory.language()).isEmpty();
        assertThat(memory.hasShown("help")).isFalse();
        assertThat(memory.awaiting()).isEmpty();
        assertThat(memory.isPending("q", NOW, WAIT)).isFalse();
    }

    @Property
    void staysSmallHoweverMuchIsAsked(@ForAll @IntRange(max = 200) int questions) {
        var memory = NOTHING;
        for (var i = 0; i < questions; i++)
            memory = memory.follows("d" + i, "q" + i % 20, NOW).answers("q" + i % 7);
        assertThat(Json.text(memory.values()).length()).isLessThan(1000);
    }
}
