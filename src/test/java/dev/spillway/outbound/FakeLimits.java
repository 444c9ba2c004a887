package dev.spillway.outbound;

import dev.spillway.limit.Claim;
import dev.spillway.limit.Limit;
import dev.spillway.limit.Limits;
import dev.spillway.limit.Ruling;
import dev.spillway.limit.Said;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Limits that answer when the test wants, and remember what they were told. */
final class FakeLimits implements Limits {
    final List<List<Claim>> asked = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    private Promise<List<Ruling>> answer = Promise.promise();

    @Override
    public Future<List<Ruling>> take(List<Claim> claims) {
        asked.add(claims);
        answer = Promise.promise();
        return answer.future();
    }

    /** How many calls were asked for, question by question. */
    List<Integer> counts() {
        return asked.stream()
                .map(claims -> claims.stream().mapToInt(Claim::count).sum())
                .toList();
    }

    /** Grants the last question's only claim so many. */
    void grant(int count, Duration untilNext) {
        grant(
                count,
                untilNext,
                asked.get(asked.size() - 1).get(0).needs().get(0).limit());
    }

    void grant(int count, Duration untilNext, @Nullable Limit lacking) {
        answer(ruling(count, untilNext, lacking));
    }

    void answer(Ruling... rulings) {
        answer.complete(List.of(rulings));
    }

    void fail(Throwable cause) {
        answer.fail(cause);
    }

    static Ruling ruling(int count, Duration untilNext, @Nullable Limit lacking) {
        return new Ruling(Collections.nCopies(count, Duration.ZERO), untilNext, lacking, List.of());
    }

    @Override
    public void correct(Limit limit, Said said, double mark) {
        told.add("correct " + limit.name() + " " + said.left() + " " + mark);
    }

    @Override
    public void shut(Limit limit, Duration delay) {
        told.add("shut " + limit.name() + " " + delay);
    }

    @Override
    public void giveBack(Limit limit, String lease) {
        told.add("giveBack " + limit.name() + " " + lease);
    }
}
