package dev.spillway.lane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AttemptsOutTest {
    private final AttemptsOut out = new AttemptsOut();

    @Test
    void isIdleWhenNothingIsOut() {
        assertThat(out.idle(3).isComplete()).isTrue();
    }

    @Test
    void isIdleWhenTheLastHasEndedAndNoTakeIsOnItsWay() {
        var first = out.ask(3);
        var second = out.ask(3);
        var other = out.ask(4);
        var idle = out.idle(3);

        out.out(3, "a", first);
        out.settled(first);
        out.settled(second);
        assertThat(idle.isComplete()).isFalse();
        out.ended(3, "a", first);

        assertThat(idle.succeeded()).isTrue();
        assertThat(out.idle(4).isComplete()).isFalse();
        out.settled(other);
        assertThat(out.idle(4).isComplete()).isTrue();
    }

    @Test
    void waitsForNobodyWhoseEndCouldNotBeTold() {
        var take = out.ask(3);
        out.out(3, "a", take);
        out.settled(take);
        var idle = out.idle(3);

        out.untold(3, "a", take);

        assertThat(idle.succeeded()).isTrue();
        assertThat(out.of(3)).containsKey("a");
    }

    @Test
    void isIdleWhenItsShardIsLostWhateverItsTakesBring() {
        var take = out.ask(3);
        var idle = out.idle(3);

        out.forget(3);

        assertThat(idle.succeeded()).isTrue();
        assertThat(out.counts(take)).isFalse();
        assertThat(out.settledBelow()).isEqualTo(take);
        out.settled(take);
        assertThat(out.settledBelow()).isGreaterThan(take);
    }

    @Test
    void tellsAnAttemptFromALaterOneAtTheSameDelivery() {
        var first = out.ask(3);
        out.out(3, "a", first);
        out.settled(first);
        out.forget(3);
        var second = out.ask(3);
        out.out(3, "a", second);

        assertThat(out.isOut(3, "a", first)).isFalse();
        out.ended(3, "a", first);
        assertThat(out.isOut(3, "a", second)).isTrue();
    }
}
