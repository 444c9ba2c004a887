package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.Json;
import java.util.HashMap;
import java.util.Map;

/**
 * Messages from one number to one person, against the pair limit, from times of arrival. A message to somebody to whom nothing
 * is owed opens a burst; what comes within an interval of it joins, up to the burst's size; a burst of n is paid off n
 * intervals after it opened. A breach is a message that neither joins nor comes after that; it adds nothing to what is owed.
 *
 * <p>Messages refused for another reason than this limit do not count: they reach nobody.
 */
final class PairJudge {
    private final long intervalUs;
    private final int burst;
    private final long slackUs;
    private final Map<Long, Debt> debts = new HashMap<>();
    private int most;
    private long over;

    /** @param intervalUs 0 = no limit */
    PairJudge(long intervalUs, int burst, long slackUs) {
        this.intervalUs = intervalUs;
        this.burst = burst;
        this.slackUs = slackUs;
    }

    /** A burst that is being paid off, and how many came within its interval, breaches too. */
    private static final class Debt {
        private long openedUs;
        private int owed;
        private int came;
    }

    /** @param pair the same for the same number and person */
    void send(long pair, long atUs) {
        if (intervalUs == 0) return;
        var debt = debts.computeIfAbsent(pair, any -> new Debt());
        var age = atUs - debt.openedUs;
        if (age + slackUs >= debt.owed * intervalUs) {
            debt.openedUs = atUs;
            debt.owed = 1;
            debt.came = 1;
        } else if (age < intervalUs) {
            join(debt);
        } else {
            over++;
        }
        most = Math.max(most, debt.came);
    }

    private void join(Debt debt) {
        debt.came++;
        if (debt.owed < burst) {
            debt.owed++;
        } else {
            over++;
        }
    }

    long over() {
        return over;
    }

    ObjectNode report() {
        return Json.object()
                .put("pairs", debts.size())
                .put("largestBurst", most)
                .put("over", over);
    }
}
