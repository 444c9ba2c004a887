package dev.spillway.load;

import dev.spillway.load.Goal.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;

/** The ERP takes seconds. Webhooks do not notice, nor do answers that need no ERP. */
public final class SlowErp extends LoadTest {
    private final Duration settle = settings.pause("settle", "PT30S");
    private final int erpMs = settings.count("erpMs", 5_000);

    public SlowErp() {
        var rate = settings.count("rate", 400);
        var duration = settings.duration("duration", "PT2M");
        var mix = Mix.withStatuses(contacts(100_000), Kind.ORDER, Kind.HELLO);
        var maxMs = settings.count("answerMsMax", 500, Arrivals.TARGET_MS_MAX);
        gatewayGoal("gatewayMedian", 0.5, "0.005");
        gatewayGoal("gatewayP99", 0.99, "0.05");
        goal("99 % of the answers without ERP arrive within " + maxMs + " ms", answered(maxMs));
        drive(new Course(new Profile(rate, duration), mix, 1, (told, press) -> Supply.fresh(told, press, 0)));
    }

    private Callable<Answer> answered(int maxMs) {
        return () -> Arrivals.judge(arrivals().of(Kind.HELLO, settle), maxMs, settle);
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
