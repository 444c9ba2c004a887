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
    void keepsWhatHasNotGoneWhenItsShardIsGivenAwayAndWaitsForWhatHas() {
        var take = out.ask(3);
        out.out(3, "gone", take);
        out.out(3, "here", take);
        assertThat(out.goes(3, "gone", take)).isTrue();

        assertThat(out.holdBack(3)).isTrue();
        assertThat(out.goes(3, "gone", take)).as("its next call").isTrue();
        assertThat(out.goes(3, "here", take)).isFalse();
        out.out(3, "late", take);
        assertThat(out.goes(3, "late", take)).isFalse();

        out.untold(3, "here", take);
        assertThat(out.of(3)).containsEntry("here", new AttemptsOut.Out(take, AttemptsOut.Stage.KEPT));

        var returned = out.returned(3);
        assertThat(returned.isComplete()).isFalse();
        out.ended(3, "gone", take);
        assertThat(returned.succeeded()).isTrue();
    }

    @Test
    void waitsForNothingThatIsOutOfAShardThatIsLost() {
        var take = out.ask(3);
        out.out(3, "gone", take);
        out.goes(3, "gone", take);
        out.holdBack(3);
        var returned = out.returned(3);

        out.forget(3);

        assertThat(returned.succeeded()).isTrue();
        out.out(3, "again", out.ask(3));
        assertThat(out.goes(3, "again", take + 1)).isTrue();
    }

    @Test
    void holdsBackAShardOfWhichNothingIsOut() {
        assertThat(out.holdBack(3)).isFalse();
        assertThat(out.returned(3).isComplete()).isTrue();
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
