package dev.spillway.outbound;

import dev.spillway.connector.Outcome;
import dev.spillway.gate.Permit;
import dev.spillway.lane.Verdict;
import dev.spillway.limit.Backoff;
import java.time.Duration;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * From how an attempt ended to what the lane does next. Pure.
 *
 * <pre>
 *   outcome                     verdict   after                                     counts
 *   done, duplicate             done
 *   not_found                   done if the flow waits for the answer, else dead
 *   throttled                   park      Retry-After, or backoff by throttles      no     destination, or its limit, paused
 *   … of a template             put off   Retry-After, uncapped                     no     only what goes out by it waits
 *   contact_throttled           retry     4^(n-1) s                                 yes    only this contact waits
 *   … of marketing              retry     Retry-After, uncapped                     yes    once; then dead
 *   auth_revoked                park      1 s                                       no     destination paused, for pauseMax or
 *                                                                                          until it is resumed, alert
 *   quota_exhausted             park      Retry-After, or pauseMax                  no     all but reads paused, alert
 *   auth_expired, partial       retry     backoff                                   yes
 *   locked                      retry     first backoff                             yes
 *   invalid                     dead
 *   config                      park      as the operation is held, see Hold        no     operation held, alert
 *   config of this one only     retry     longest backoff                           yes    alert
 *   unavailable, refused here   park      when it may go, or 1 s                    no     pump rests
 *   unavailable                 retry     backoff                                   yes
 *   ambiguous                   retry     backoff, at least ambiguousWait           yes    look before repeating
 *   … and nothing to look at    dead                                                       possible_duplicate
 * </pre>
 *
 * A retry that counts becomes dead when {@code attemptsMax} is reached. A Retry-After is a floor, up to {@code pauseMax};
 * what chance adds is never negative. A delivery that may have arrived once stays ambiguous until it is done or dead.
 */
final class Verdicts {
    /** After a refusal here that named no time: long enough not to spin, short enough not to be felt. */
    static final Duration REFUSED_REST = Duration.ofSeconds(1);

    /** Meta's rule for the limit by pair of sender and recipient: 1, 4, 16, 64 s… */
    private static final int PAIR_FACTOR = 4;

    private static final Duration PAIR_FIRST = Duration.ofSeconds(1);
    /** Chance adds up to a quarter of a pause, so that nodes do not come back in the same millisecond. */
    private static final int JITTER_PART = 4;

    private final DestinationSettings settings;
    private final RandomGenerator random;

    Verdicts(DestinationSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    /** What the lane does next. */
    Verdict of(Tried tried) {
        var number = tried.attempt().number();
        return switch (tried.ending().outcome().kind()) {
            case DONE, DUPLICATE -> new Verdict.Done();
            case NOT_FOUND -> tried.attempt().delivery().answers() ? new Verdict.Done() : dead(tried, "not found");
            case THROTTLED -> isAboutTemplate(tried) ? untilTemplateGoes(tried) : park(tried, throttled(tried));
            case CONTACT_THROTTLED ->
                isCoolOff(tried)
                        ? onceMore(tried)
                        : retry(tried, Backoff.growing(PAIR_FIRST, PAIR_FACTOR, number, settings.pauseMax()));
            case AUTH_REVOKED -> park(tried, REFUSED_REST);
            case QUOTA_EXHAUSTED -> park(tried, wished(tried, settings.pauseMax()));
            case AUTH_EXPIRED, PARTIAL -> retry(tried, backoff(number));
            case LOCKED -> retry(tried, backoff(1));
            case INVALID -> dead(tried, "invalid");
            case CONFIG -> retry(tried, settings.backoff().max());
            case UNAVAILABLE -> tried.ending().refused() ? refused(tried) : retry(tried, backoff(number));
            case AMBIGUOUS ->
                isPossibleDuplicate(tried)
                        ? possibleDuplicate(tried)
                        : retry(tried, longer(backoff(number), settings.ambiguousWait()));
        };
    }

    /** The same when it is the operation that does not fit: it waits with the others, and nothing counts against it. */
    Verdict held(Tried tried, Duration turn) {
        return park(tried, turn);
    }

    /** How long everybody stays away after an ending that {@link #pauses}. */
    Duration pause(Tried tried, Verdict verdict) {
        var revoked = tried.ending().outcome().kind() == Outcome.Kind.AUTH_REVOKED;
        return revoked ? wished(tried, settings.pauseMax()) : delay(verdict);
    }

    /** The form in metrics, logs and the ledger. */
    static String name(Verdict verdict) {
        if (verdict instanceof Verdict.Done) return "done";
        if (verdict instanceof Verdict.Retry) return "retry";
        if (verdict instanceof Verdict.PutOff) return "put_off";
        return verdict instanceof Verdict.Park ? "park" : "dead";
    }

    /** The form in metrics, logs and the ledger. */
    static String word(Outcome.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** When the delivery's turn comes again; zero if never. */
    static Duration delay(Verdict verdict) {
        if (verdict instanceof Verdict.Retry retry) return retry.delay();
        if (verdict instanceof Verdict.PutOff off) return off.delay();
        return verdict instanceof Verdict.Park park ? park.delay() : Duration.ZERO;
    }

    /** Whether the destination asked all to stay away, or, its quota being used up, all that nobody waits for. */
    static boolean pauses(Outcome outcome) {
        return switch (outcome.kind()) {
            case THROTTLED -> outcome.scope().isEmpty() || outcome.scope().equals(Outcome.THROUGHPUT);
            case AUTH_REVOKED, QUOTA_EXHAUSTED -> true;
            default -> false;
        };
    }

    private Verdict retry(Tried tried, Duration delay) {
        if (tried.attempt().number() >= settings.attemptsMax()) {
            return dead(tried, "given up after " + tried.attempt().number() + " attempts");
        }
        var wish = tried.ending().outcome().retryAfter();
        var floor = wish == null ? delay : longer(delay, shorter(wish, settings.pauseMax()));
        return new Verdict.Retry(floor, true, tried.ambiguous(), tried.reason());
    }

    /** A delivery that has done half of its work cannot be put back as if nothing had been. */
    private Verdict park(Tried tried, Duration delay) {
        return tried.ending().wrote()
                ? new Verdict.Retry(delay, false, true, tried.reason())
                : new Verdict.Park(delay, tried.reason());
    }

    private static boolean isAboutTemplate(Tried tried) {
        return Outcome.TEMPLATE.equals(tried.ending().outcome().scope());
    }

    /** The person's other messages pass it. Whoever knows the template better brings it back before. */
    private Verdict untilTemplateGoes(Tried tried) {
        var template = tried.attempt().template();
        var wish = tried.ending().outcome().retryAfter();
        var wait = wish == null ? settings.pauseMax() : wish;
        return template == null || tried.ending().wrote()
                ? park(tried, wait)
                : new Verdict.PutOff(wait, Permit.Postpone.queue(template));
    }

    private static boolean isCoolOff(Tried tried) {
        return Outcome.MARKETING.equals(tried.ending().outcome().scope())
                && tried.ending().outcome().retryAfter() != null;
    }

    /** Meta punishes who insists: the whole wait, however long, and one more attempt. */
    private static Verdict onceMore(Tried tried) {
        var wait = tried.ending().outcome().retryAfter();
        if (wait == null || tried.attempt().number() > 1) return dead(tried, "kept back twice");
        return new Verdict.Retry(wait, true, tried.ambiguous(), tried.reason());
    }

    private static boolean isPossibleDuplicate(Tried tried) {
        return Outcome.POSSIBLE_DUPLICATE.equals(tried.ending().outcome().code());
    }

    /** Neither repeated nor lost: a person decides. */
    private static Verdict possibleDuplicate(Tried tried) {
        return new Verdict.Dead(
                Outcome.POSSIBLE_DUPLICATE + ": " + tried.ending().outcome().reason());
    }

    private Verdict refused(Tried tried) {
        var comeAgain = tried.ending().outcome().retryAfter();
        return park(tried, comeAgain == null ? REFUSED_REST : comeAgain);
    }

    private static Verdict dead(Tried tried, String why) {
        var half = tried.halfway() ? "; a part of it is done" : "";
        var unknown = tried.ambiguous() ? "; unknown whether it arrived" : "";
        return new Verdict.Dead(why + ": " + tried.reason() + half + unknown);
    }

    private Duration throttled(Tried tried) {
        var backoff = settings.backoff();
        return wished(tried, Backoff.growing(backoff.first(), 2, tried.throttles(), backoff.max()));
    }

    private Duration wished(Tried tried, Duration otherwise) {
        var wish = tried.ending().outcome().retryAfter();
        var floor = shorter(wish == null ? otherwise : wish, settings.pauseMax());
        return floor.plusMillis(random.nextLong(floor.toMillis() / JITTER_PART + 1));
    }

    private Duration backoff(int attempt) {
        return settings.backoff().after(attempt, random);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
