package dev.spillway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.faults.Fact.Kind;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MultitudeTest {
    private final Multitude multitude = new Multitude();

    @Test
    void tellsEveryEventUnderAnIdOfItsOwn() {
        var facts = Stream.generate(() -> multitude.next(1_700_000_000_000L))
                .limit(1000)
                .flatMap(java.util.List::stream);

        assertThat(facts.map(Fact::event).distinct()).hasSize(1000 * Multitude.EVENTS_EACH);
    }

    @Test
    void tellsThreeStatusesForEachMessageAndIsRepliedToOnce() {
        var facts = multitude.next(1_700_000_000_000L);

        assertThat(facts).filteredOn(Fact::isStatus).hasSize(15);
        assertThat(facts).filteredOn(fact -> fact.kind().replied()).hasSize(1);
        assertThat(facts.get(0).kind()).isEqualTo(Kind.FIRST_WORDS);
        assertThat(facts.stream().map(Fact::number))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 20).boxed().toList());
    }
}
