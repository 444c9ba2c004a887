package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Outcome;
import dev.spillway.lane.Attempt;
import dev.spillway.lane.Delivery;
import dev.spillway.lane.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Settings of {@link Samples}: backoff 1 s to 10 min, 5 attempts, ambiguous wait 2 min, longest pause 1 h. */
class VerdictsTest {
    private final Verdicts verdicts = new Verdicts(Samples.settings(), new SplittableRandom(1));

    /** outcome, attempt, verdict, delay from..to in ms, counts, ambiguous; every kind of outcome has its rows. */
    @Test
    void leavesAPersonAloneForADayWhoHadEnoughAdvertisingAndAsksOnceMore() {
        var enough = Outcome.of(Outcome.Kind.CONTACT_THROTTLED, "why")
                .withScope(Outcome.MARKETING)
                .withRetryAfter(Duration.ofHours(24));

        assertThat(Verdicts.delay(verdicts.of(tried(enough, 1)))).isEqualTo(Duration.ofHours(24));
        assertThat(Verdicts.name(verdicts.of(tried(enough, 2)))).isEqualTo("dead");
    }

    @Test
    void putsOffWhatGoesOutByATemplateThatIsPausedAndSpendsNoAttempt() {
        var paused = Outcome.of(Outcome.Kind.THROTTLED, "why")
                .withScope(Outcome.TEMPLATE)
                .withRetryAfter(Duration.ofHours(3));
        var any = Samples.delivery(1);
        var delivery = new Delivery(
                any.id(),
                any.destination(),
                any.priority(),
                any.contact(),
                any.event(),
                any.acceptedAt(),
                any.step(),
                "sendTemplate",
                Map.of("name", "promo", "language", "es_MX"),
                any.locale(),
                false);
        var tried = new Tried(
                new Attempt(7, delivery, 5, false, 1),
                new Ending(paused, false, false, 1),
                Instant.EPOCH,
                Duration.ZERO,
                1);

        assertThat(verdicts.of(tried)).isEqualTo(new Verdict.PutOff(Duration.ofHours(3), "template:promo/es_MX"));
        assertThat(Verdicts.pauses(paused)).as("all other templates go on").isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "DONE,              1, done,      0,       0,     , ",
        "DUPLICATE,         1, done,      0,       0,     , ",
        "NOT_FOUND,         1, dead,      0,       0,     , ",
        "INVALID,           1, dead,      0,       0,     , ",
        "AUTH_EXPIRED,      1, retry,   500,    1000, true,  false",
        "AUTH_EXPIRED,      3, retry,  2000,    4000, true,  false",
        "AUTH_REVOKED,      1, park,   1000,    1000,     , ",
        "QUOTA_EXHAUSTED,   1, park,3600000, 4500000,     , ",
        "THROTTLED,         1, park,   1000,    1250,     , ",
        "CONTACT_THROTTLED, 1, retry,  1000,    1000, true,  false",
        "CONTACT_THROTTLED, 2, retry,  4000,    4000, true,  false",
        "CONTACT_THROTTLED, 4, retry, 64000,   64000, true,  false",
        "LOCKED,            4, retry,   500,    1000, true,  false",
        "CONFIG,            1, retry,600000,  600000, true,  false",
        "UNAVAILABLE,       1, retry,   500,    1000, true,  false",
        "UNAVAILABLE,       4, retry,  4000,    8000, true,  false",
        "AMBIGUOUS,         1, retry,120000,  120000, true,  true",
        "PARTIAL,           2, retry,  1000,    2000, true,  true",
        "UNAVAILABLE,       5, dead,      0,       0,     , ",
        "AMBIGUOUS,         5, dead,      0,       0,     , ",
        "CONTACT_THROTTLED, 5, dead,      0,       0,     , ",
        "THROTTLED,         9, park,   1000,    1250,     , ",
    })
    void followsTheTable(
            Outcome.Kind kind,
            int attempt,
            String name,
            long fromMs,
            long toMs,
            @Nullable Boolean counts,
            @Nullable Boolean ambiguous) {
        var verdict = verdicts.of(tried(Outcome.of(kind, "why"), attempt));

        assertThat(Verdicts.name(verdict)).isEqualTo(name);
        assertThat(Verdicts.delay(verdict).toMillis()).isBetween(fromMs, toMs);
        if (verdict instanceof Verdict.Retry retry) {
            assertThat(retry.spent()).isEqualTo(counts);
            assertThat(retry.ambiguous()).isEqualTo(ambiguous);
            assertThat(retry.reason()).isEqualTo("why");
        }
    }

    @ParameterizedTest
    @EnumSource(Outcome.Kind.class)
    void hasAVerdictForEveryOutcome(Outcome.Kind kind) {
        assertThat(verdicts.of(tried(Outcome.of(kind, "why"), 1))).isNotNull();
    }

    @Test
    void tellsTheFlowThatWaitsThatNothingWasFound() {
        var attempt = new Attempt(7, Samples.delivery(1, true), 1, false, 1);
        var ending = new Ending(Outcome.of(Outcome.Kind.NOT_FOUND, "no such order"), false, false, 1);

        assertThat(verdicts.of(new Tried(attempt, ending, Instant.EPOCH, Duration.ZERO, 0)))
                .isEqualTo(new Verdict.Done());
    }

    @Test
    void putsBackUntouchedWhatNeverLeftTheHouse() {
        var refused = new Ending(Outcome.of(Outcome.Kind.UNAVAILABLE, "no slot"), true, false, 1);

        var verdict = verdicts.of(new Tried(Samples.attempt(5), refused, Instant.EPOCH, Duration.ZERO, 0));

        assertThat(verdict).isEqualTo(new Verdict.Park(Duration.ofSeconds(1), "no slot"));
    }

    @Test
    void comesBackWhenTheBreakerSaid() {
        var outcome =
                Outcome.of(Outcome.Kind.UNAVAILABLE, "the breaker is open").withRetryAfter(Duration.ofSeconds(9));
        var refused = new Ending(outcome, true, false, 1);

        var verdict = verdicts.of(new Tried(Samples.attempt(1), refused, Instant.EPOCH, Duration.ZERO, 0));

        assertThat(Verdicts.delay(verdict)).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void doesNotForgetHalfDoneWorkWhenTheDestinationIsPaused() {
        var halfDone = new Ending(Outcome.of(Outcome.Kind.THROTTLED, "slow down"), false, true, 2);

        var verdict = verdicts.of(new Tried(Samples.attempt(1), halfDone, Instant.EPOCH, Duration.ZERO, 1));

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Retry.class, retry -> {
            assertThat(retry.spent()).isFalse();
            assertThat(retry.ambiguous()).isTrue();
        });
    }

    @Test
    void staysAmbiguousUntilItIsDone() {
        var attempt = new Attempt(7, Samples.delivery(1), 2, true, 1);
        var down = new Ending(Outcome.of(Outcome.Kind.UNAVAILABLE, "down"), false, false, 1);

        var verdict = verdicts.of(new Tried(attempt, down, Instant.EPOCH, Duration.ZERO, 0));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Retry.class,
                        retry -> assertThat(retry.ambiguous()).isTrue());
    }

    @Test
    void saysInADeadLetterWhyAndWhatNobodyKnows() {
        var outcome = Outcome.of(Outcome.Kind.AMBIGUOUS, "too slow").withCode("131000");

        assertThat(verdicts.of(tried(outcome, 5)))
                .isEqualTo(
                        new Verdict.Dead("given up after 5 attempts: too slow (131000); unknown whether it arrived"));
    }

    @Test
    void waitsLongerEachTimeItIsThrottledWithoutBeingToldHowLong() {
        var ending = new Ending(Outcome.of(Outcome.Kind.THROTTLED, "slow down"), false, false, 1);

        var fourth = verdicts.of(new Tried(Samples.attempt(1), ending, Instant.EPOCH, Duration.ZERO, 4));

        assertThat(Verdicts.delay(fourth)).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(10));
    }

    @Property(tries = 300)
    void neverComesBackBeforeTheDestinationsWish(
            @ForAll Outcome.Kind kind,
            @ForAll @IntRange(min = 1, max = 4) int attempt,
            @ForAll @LongRange(min = 1, max = 10_000_000) long wishMs,
            @ForAll long seed) {
        var outcome = Outcome.of(kind, "why").withRetryAfter(Duration.ofMillis(wishMs));

        var seeded = new Verdicts(Samples.settings(), new SplittableRandom(seed));
        var verdict = seeded.of(tried(outcome, attempt));

        var delay = Verdicts.delay(verdict);
        if (delay.isZero()) return;
        var away = Verdicts.pauses(outcome) ? seeded.pause(tried(outcome, attempt), verdict) : delay;
        var floor = Math.min(wishMs, Duration.ofHours(1).toMillis());
        assertThat(away.toMillis()).isGreaterThanOrEqualTo(floor);
    }

    /** The pause holds it; when that ends because somebody has acted, it has its turn at once. */
    @Test
    void keepsADeliveryInReachWhileEverybodyStaysAwayFromADeadKey() {
        var revoked = tried(Outcome.of(Outcome.Kind.AUTH_REVOKED, "dead"), 1);
        var verdict = verdicts.of(revoked);

        assertThat(Verdicts.delay(verdict)).isEqualTo(Duration.ofSeconds(1));
        assertThat(verdicts.pause(revoked, verdict)).isBetween(Duration.ofHours(1), Duration.ofMinutes(75));
    }

    private static Tried tried(Outcome outcome, int attempt) {
        var ending = new Ending(outcome, false, false, 1);
        return new Tried(Samples.attempt(attempt), ending, Instant.EPOCH, Duration.ZERO, 1);
    }
}
