package dev.spillway.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How many events may be begun in a second. The doors come first: an accepted event is safe and can wait, a provider does not.
 * While half of the webhooks take longer than they should, fewer events are begun; as soon as they do not, more. It goes down
 * and up by factors, since a peak comes in a second.
 *
 * <p>What is late depends on how long accepted events wait, too: nobody notices a few milliseconds at a door, but everybody who
 * asked something notices a second. The longer they wait, the more the doors may take, up to {@link #PATIENT} times the goal.
 *
 * <p>Where giving all way does not help (a slow disk under Redis, say), it is not done: then the doors are as prompt as they
 * can be, and what they took counts as prompt for a while, longer each time this is found anew; until they take less.
 *
 * <p>Pure arithmetic on time that is told. Belongs to one event loop.
 */
final class Pace {
    /** How often it wants to be told of the doors. */
    static final Duration LOOK = Duration.ofMillis(100);

    /** How often more may be begun. What is begun comes to Redis at once, and webhooks wait there for as long as it has with that. */
    static final Duration SLICE = Duration.ofMillis(20);

    private static final double LOOK_SECONDS = LOOK.toNanos() / 1e9;

    /** However slow the doors are, so many events a second go on. */
    static final double LEAST = 200;

    /** So many until it has been told of the doors: whoever starts into a peak knows nothing of them yet. */
    private static final double START = 1_000;

    /** Looks that all way is given before it counts as in vain: a second; what holds Redis up for a moment is no reason. */
    private static final int IN_VAIN = 10;

    private static final double SLOWER = 0.8;
    private static final double FASTER = 1.08;

    /** Hardly anybody waits at the doors. */
    private static final double FASTER_ALONE = 1.5;

    /** Looks until what the doors take when all way is given to them counts for half: 3 s, and longer each time it was in vain. */
    private static final double HALF_LIFE_MIN = 30;

    private static final double HALF_LIFE_MAX = 600;

    /** So much over what it takes then is late. */
    private static final double OVER_ALONE = 1.5;

    private static final double SMOOTHING = 0.3;

    /** That an event waits for a tenth of a second nobody notices... */
    private static final double UNNOTICED_NANOS = 1e8;

    /** ...after another one the doors may take twice the goal, after a third three times... */
    private static final double PATIENCE_NANOS = 1e8;

    /** ...but not more than this: with the median there, 1 % take some 50 ms. */
    static final double PATIENT = 4;

    private final double goalNanos;
    private double rate = START;
    private double rateBefore = START;
    private double left = START * SLICE.toNanos() / 1e9;
    private double begun;
    private double usual;
    private double aloneNanos;
    private long waitedNanos;
    private long waitsNanos;
    private int atLeast;
    private double halfLife = HALF_LIFE_MIN;

    /** @param goal what the median of the doors should not exceed; zero: they are not minded */
    Pace(Duration goal) {
        goalNanos = goal.isZero() ? Double.POSITIVE_INFINITY : goal.toNanos();
    }

    /** How many may be begun before the next slice; not positive if none may. */
    int left() {
        return (int) Math.min(Integer.MAX_VALUE, isLimited() ? left : Integer.MAX_VALUE);
    }

    /**
     * So many were begun. More than were {@link #left} are made up for later.
     *
     * @param waited how long the first of them had waited since it was accepted; zero if there were none, less for a clock that is behind
     */
    void begun(int events, Duration waited) {
        begun += events;
        left -= events;
        waitsNanos = Math.max(waitsNanos, waited.toNanos());
    }

    /**
     * So many were begun, the first of which was accepted at that time.
     *
     * @param accepted empty if there were none
     */
    void begun(int events, Optional<Instant> accepted, Instant now) {
        begun(events, accepted.map(at -> Duration.between(at, now)).orElse(Duration.ZERO));
    }

    /** Whether something has to give way. */
    boolean isLimited() {
        return rate < Double.POSITIVE_INFINITY;
    }

    /** Events a second, infinite while nothing has to give way. */
    double perSecond() {
        return rate;
    }

    /**
     * To be called once in {@link #SLICE}: what was not begun before is not begun later.
     *
     * @param nanos since the last call; of more than {@link #LOOK} the rest does not count
     */
    void slice(long nanos) {
        left = Math.min(0, left) + Math.min(rate, Integer.MAX_VALUE) * Math.min(nanos / 1e9, LOOK_SECONDS);
    }

    /**
     * To be called once in {@link #LOOK}.
     *
     * @param medianNanos of the webhooks answered since the last call; empty if there are so few a second that nobody need give way
     */
    void look(OptionalLong medianNanos) {
        usual += SMOOTHING * (begun / LOOK_SECONDS - usual);
        begun = 0;
        waitedNanos = waitsNanos;
        waitsNanos = 0;
        aloneNanos *= Math.pow(0.5, 1 / halfLife);
        medianNanos.ifPresent(this::learn);
        if (medianNanos.isEmpty()) hurry(FASTER_ALONE);
        else if (medianNanos.getAsLong() <= late()) hurry(FASTER);
        else giveWay((double) medianNanos.getAsLong());
    }

    /** With others beside they take no less than alone. */
    private void learn(long medianNanos) {
        if (medianNanos < aloneNanos) aloneNanos += SMOOTHING * (medianNanos - aloneNanos);
    }

    private double late() {
        var noticed = Math.max(0, waitedNanos - UNNOTICED_NANOS);
        var patience = Math.min(PATIENT, 1 + noticed / PATIENCE_NANOS);
        return Math.max(patience * goalNanos, OVER_ALONE * aloneNanos);
    }

    private void giveWay(double medianNanos) {
        if (rate == Double.POSITIVE_INFINITY) limit();
        rate = Math.max(LEAST, rate * SLOWER);
        if (rate == LEAST && ++atLeast >= IN_VAIN) inVain(medianNanos);
    }

    private void limit() {
        rateBefore = rate = Math.max(LEAST, usual);
        left = Math.min(0, left);
    }

    private void inVain(double medianNanos) {
        atLeast = 0;
        aloneNanos = medianNanos;
        halfLife = Math.min(HALF_LIFE_MAX, 2 * halfLife);
        rate = rateBefore;
    }

    /** What is not used up need not be limited. */
    private void hurry(double factor) {
        atLeast = 0;
        if (rate < rateBefore) halfLife = HALF_LIFE_MIN;
        rate *= factor;
        if (rate > 2 * Math.max(LEAST, usual)) rate = Double.POSITIVE_INFINITY;
        else if (rate < Double.POSITIVE_INFINITY) rateBefore = Math.max(rate, LEAST);
    }
}
