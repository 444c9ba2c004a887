package dev.spillway.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.ContactKey;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ReconsideredTest {
    private static final ContactKey SOMEBODY = ContactKey.ofPhone("5215550104321");
    private static final ContactKey OTHER = ContactKey.ofPhone("5215550104322");

    private final Reconsidered reconsidered = new Reconsidered();

    @Test
    void whatWasTakenForThemBeforeIsOutdatedAndNothingElse() {
        reconsidered.changed(SOMEBODY, 7);

        assertThat(reconsidered.isOutdated(SOMEBODY, 6)).isTrue();
        assertThat(reconsidered.isOutdated(SOMEBODY, 7)).isFalse();
        assertThat(reconsidered.isOutdated(OTHER, 1)).isFalse();
    }

    @Test
    void theirLastChangeCounts() {
        reconsidered.changed(SOMEBODY, 7);
        reconsidered.changed(SOMEBODY, 9);

        assertThat(reconsidered.isOutdated(SOMEBODY, 8)).isTrue();
    }

    @Test
    void whileAChangeIsBeingWrittenNothingIsUpToDate() {
        reconsidered.changes(SOMEBODY);
        reconsidered.changes(SOMEBODY);
        reconsidered.changed(SOMEBODY, 7);

        assertThat(reconsidered.isOutdated(SOMEBODY, 7))
                .as("one is still at it")
                .isTrue();
        assertThat(reconsidered.isOutdated(OTHER, 1)).isFalse();

        reconsidered.changed(SOMEBODY, 8);

        assertThat(reconsidered.isOutdated(SOMEBODY, 7)).isTrue();
        assertThat(reconsidered.isOutdated(SOMEBODY, 8)).isFalse();
    }

    @Test
    void ofTooManyPeopleAllThatWasTakenBeforeIsOutdated() {
        reconsidered.changed(SOMEBODY, 7);
        LongStream.range(0, 10_000).forEach(n -> reconsidered.changed(ContactKey.ofPhone("52155" + (10_000 + n)), 8));

        assertThat(reconsidered.isOutdated(SOMEBODY, 6)).isTrue();
        assertThat(reconsidered.isOutdated(OTHER, 6)).isTrue();
        assertThat(reconsidered.isOutdated(OTHER, 7)).isFalse();
    }
}
