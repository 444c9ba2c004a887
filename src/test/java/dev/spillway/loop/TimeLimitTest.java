package dev.spillway.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.support.Wire;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private <T> T onLoop(Callable<T> work) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(turn -> done.handle(Future.future(made -> made.complete(called(work)))));
        return done.future().await();
    }

    private static <T> T called(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private <T> Future<T> within(long ms, Future<T> answer) {
        return onLoop(() -> TimeLimit.within(vertx, ms, answer));
    }

    @Test
    void passesAnAnswerOnOnTheThreadThatGivesIt() {
        Promise<String> answer = Promise.promise();
        var limited = within(5_000, answer.future());
        var thread = limited.map(word -> word + " on " + Thread.currentThread().getName());
        answer.complete("yes");
        assertThat(thread.await()).isEqualTo("yes on " + Thread.currentThread().getName());
    }

    @Test
    void passesAFailureOn() {
        Promise<String> answer = Promise.promise();
        var limited = within(5_000, answer.future());
        answer.fail(new IllegalStateException("no"));
        assertThatThrownBy(limited::await).hasMessage("no");
    }

    @Test
    void isNotNeededForAnAnswerThatIsThere() {
        var answer = Future.succeededFuture("yes");
        assertThat(within(1, answer)).isSameAs(answer);
    }

    @Test
    void endsWhatHasNoAnswerInTimeAndIgnoresOneThatComesLater() {
        Promise<String> answer = Promise.promise();
        var limited = within(20, answer.future());
        assertThatThrownBy(limited::await).isInstanceOf(TimeoutException.class).hasMessage("no answer in 20 ms");
        answer.complete("late");
        assertThat(limited.failed()).isTrue();
    }

    @Test
    void countsAnAnswerThatCameWhileTheLoopStoodStill() throws Exception {
        Promise<String> answer = Promise.promise();
        try (var comes = new Wire(loop, () -> answer.complete("in time"));
                var standstill = new Wire(loop, Wire.standstill(Duration.ofMillis(400)))) {
            var limited = within(100, answer.future());
            standstill.pull();
            TimeUnit.MILLISECONDS.sleep(50);
            comes.pull();
            assertThat(limited.await(5, TimeUnit.SECONDS)).isEqualTo("in time");
        }
    }
}
