package dev.spillway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.GatewayException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuestionsTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<List<Integer>> asked = Collections.synchronizedList(new ArrayList<>());
    private final Promise<Void> gate = Promise.promise();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Questions<Integer, String> questions = questions(Duration.ofSeconds(10));

    @AfterEach
    void close() {
        LedgerRig.await(vertx.close());
    }

    private Questions<Integer, String> questions(Duration timeout) {
        return new Questions<>(vertx, timeout, this::answer, new MemoryMetrics(registry).about("event"));
    }

    private Future<List<String>> answer(List<Integer> items) {
        asked.add(items);
        return gate.future().map(open -> items.stream().map(String::valueOf).toList());
    }

    @Test
    void asksForAllThatCameMeanwhileAtOnce() {
        var first = questions.ask(List.of(1));
        var second = questions.ask(List.of(2, 3));
        var third = questions.ask(List.of(4));
        gate.complete();
        assertThat(LedgerRig.await(first)).containsExactly("1");
        assertThat(LedgerRig.await(second)).containsExactly("2", "3");
        assertThat(LedgerRig.await(third)).containsExactly("4");
        assertThat(asked).containsExactly(List.of(1), List.of(2, 3, 4));
    }

    @Test
    void refusesWhenTooManyWait() {
        var all = IntStream.range(0, Questions.WAITING_MAX).boxed().toList();
        questions.ask(List.of(-1));
        questions.ask(all);
        var refused = questions.ask(List.of(1));
        assertThat(refused.cause())
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(GatewayException.Kind.OVERLOADED));
    }

    @Test
    void givesUpAStatementThatTakesTooLongAndAsksTheNext() {
        var impatient = questions(Duration.ofMillis(50));
        var first = impatient.ask(List.of(1));
        var second = impatient.ask(List.of(2));
        Awaitility.await().until(() -> first.failed() && second.failed());
        assertThat(second.cause()).isInstanceOf(GatewayException.class);
        assertThat(asked).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void answersOnTheEventLoopOfWhoAsked() {
        var context = vertx.getOrCreateContext();
        var answeredOn = Promise.<Boolean>promise();
        context.runOnContext(turn ->
                questions.ask(List.of(1)).onComplete(done -> answeredOn.complete(Vertx.currentContext() == context)));
        gate.complete();
        assertThat(LedgerRig.await(answeredOn.future())).isTrue();
    }
}
