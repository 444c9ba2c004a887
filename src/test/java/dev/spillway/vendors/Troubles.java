package dev.spillway.vendors;

import io.vertx.core.json.JsonObject;
import java.util.random.RandomGenerator;

/** What goes wrong with a vendor at the moment, whichever vendor it is. */
final class Troubles {
    private final RandomGenerator random;
    private int loseAnswers;
    private double loseShare;
    private int failStatus;
    private boolean hang;
    private int delayMs;
    private int delaySpreadMs;

    Troubles(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Sets those that are named.
     *
     * <pre>
     * loseAnswers    the answers to so many calls that wrote something are not given: the connection breaks
     * loseShare      the same of a share of them, 0 to 1
     * failStatus     every call is answered with it and nothing is done; 0: none
     * hang           no call is answered
     * delayMs        how long a call is worked on
     * delaySpreadMs  at most so much longer, by chance
     * </pre>
     */
    void set(JsonObject how) {
        loseAnswers = how.getInteger("loseAnswers", loseAnswers);
        loseShare = how.getDouble("loseShare", loseShare);
        failStatus = how.getInteger("failStatus", failStatus);
        hang = how.getBoolean("hang", hang);
        delayMs = how.getInteger("delayMs", delayMs);
        delaySpreadMs = how.getInteger("delaySpreadMs", delaySpreadMs);
    }

    boolean losesThis(Said said) {
        if (said.made().isEmpty()) return false;
        if (loseAnswers > 0) {
            loseAnswers--;
            return true;
        }
        return loseShare > 0 && random.nextDouble() < loseShare;
    }

    int failStatus() {
        return failStatus;
    }

    boolean hangs() {
        return hang;
    }

    int workMs() {
        return delayMs + (delaySpreadMs > 0 ? random.nextInt(delaySpreadMs + 1) : 0);
    }
}
