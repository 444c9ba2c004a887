package dev.spillway.load;

import dev.spillway.load.Goal.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Questions for orders: from the POST of the message to the arrival of the answer at Meta, the ERP asked in between. */
public final class Conversation extends LoadTest {
    private final int erpMs = settings.count("erpMs", 20);

    /** Answers take seconds from a cold gateway, as long as its code is being compiled. */
    private final Duration settle = settings.pause("settle", "PT30S");

    public Conversation() {
        var rate = settings.count("rate", 300);
        var duration = settings.duration("duration", "PT2M");
        var mix = Mix.questions(contacts(100_000));
        var maxMs = settings.count("answerMsMax", 150, Arrivals.TARGET_MS_MAX);
        gatewayGoal("gatewayP99", 0.99, "0.05");
        goal("99 % of the answers arrive within " + maxMs + " ms", answered(maxMs));
        goal("no answer is missing in the end", () -> arrivals().complete(Kind.ORDER));
        drive(new Course(new Profile(rate, duration), mix, 1, (told, press) -> Supply.fresh(told, press, 0)));
    }

    private Callable<Answer> answered(int maxMs) {
        return () -> {
            var took = arrivals().of(Kind.ORDER, settle);
            if (took.getTotalCount() > 0)
                System.out.println("answers: median " + took.getValueAtPercentile(50) + " ms, at most "
                        + took.getMaxValue() + " ms");
            return Arrivals.judge(took, maxMs, settle);
        };
    }

    @Override
    void prepare() throws IOException {
        simulators.behave("erp", "\"latencyMs\": " + erpMs);
    }

    @Override
    void relax() throws IOException {
        simulators.behave("erp", "");
    }
}
