package dev.spillway.load;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;

import io.gatling.javaapi.core.OpenInjectionStep;
import java.time.Duration;

/**
 * How webhooks come: from nothing to the peak in one second, then at the peak.
 *
 * @param duration at the peak
 */
record Profile(double perSecond, Duration duration) {
    private static final int RAMP_SECONDS = 1;

    OpenInjectionStep[] steps() {
        return new OpenInjectionStep[] {
            rampUsersPerSec(0).to(perSecond).during(RAMP_SECONDS),
            constantUsersPerSec(perSecond).during(duration)
        };
    }

    /** When the nth webhook is due, counted from 0, in ns since the beginning. */
    long dueNanos(long n) {
        var ramped = perSecond * RAMP_SECONDS / 2;
        var seconds =
                n < ramped ? Math.sqrt(2 * n * RAMP_SECONDS / perSecond) : RAMP_SECONDS + (n - ramped) / perSecond;
        return Math.round(seconds * 1e9);
    }
}
