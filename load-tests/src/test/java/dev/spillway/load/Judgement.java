package dev.spillway.load;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.dummy;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Judges goals when the load is over, on a thread of its own. Each is then a request in Gatling's report, OK or KO, and an
 * assertion that fails the build.
 */
final class Judgement {
    private final List<Goal> goals = new ArrayList<>();
    private volatile CompletableFuture<List<Boolean>> met = CompletableFuture.completedFuture(List.of());

    /** Goals are judged in this order. */
    void add(Goal goal) {
        goals.add(goal);
    }

    /** To be judged before all others. */
    void addFirst(Goal goal) {
        goals.add(0, goal);
    }

    /** @param first runs before the first goal is judged */
    ChainBuilder chain(Runnable first) {
        var chain = exec(session -> begin(session, first))
                .exec(asLongAs(session -> !met.isDone()).on(pause(1)));
        for (var goal : goals) chain = chain.exec(dummy(goal.name(), 0).withSuccess(session -> isMet(goal)));
        return chain;
    }

    private Session begin(Session session, Runnable first) {
        met = CompletableFuture.supplyAsync(() -> judge(first));
        return session;
    }

    private List<Boolean> judge(Runnable first) {
        first.run();
        return goals.stream().map(Goal::isMet).toList();
    }

    private boolean isMet(Goal goal) {
        return !met.isCompletedExceptionally() && met.join().get(goals.indexOf(goal));
    }

    Stream<Assertion> assertions() {
        return goals.stream()
                .map(goal -> details(goal.name()).failedRequests().count().is(0L));
    }
}
