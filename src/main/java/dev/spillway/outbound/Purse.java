package dev.spillway.outbound;

import dev.spillway.gate.Cost;
import dev.spillway.gate.Spent;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one number has spent, as far as this node knows: what the store told last, what this node has spent since, and what it has out.
 * The store is asked at most once a second, and only while something is judged or spent; that call brings what was spent and what all
 * have spent by then. So nodes together may go over a budget by what they spend in a second, and a node that dies takes as much with
 * it. Belongs to one event loop.
 */
final class Purse {
    private static final Logger LOG = LoggerFactory.getLogger(Purse.class);
    private static final Duration APART = Duration.ofSeconds(1);

    private final String channel;
    private final SpendStore store;
    private final Clock clock;
    private final Alarms alarms;

    private Spent known = Spent.NOTHING;
    private Spent underWay = Spent.NOTHING;
    private Spent untold = Spent.NOTHING;
    private long outMicros;
    private @Nullable Day day;
    private Instant askAt = Instant.EPOCH;
    private boolean asking;
    private boolean alarmed;

    /** The day that it is for the number, and the month in UTC, until one of them ends. */
    private record Day(LocalDate date, YearMonth month, ZoneId zone, Instant ends) {
        static Day of(Instant now, ZoneId zone) {
            var date = LocalDate.ofInstant(now, zone);
            var month = YearMonth.from(LocalDate.ofInstant(now, ZoneOffset.UTC));
            var dayEnds = date.plusDays(1).atStartOfDay(zone).toInstant();
            var monthEnds =
                    month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            return new Day(date, month, zone, monthEnds.isBefore(dayEnds) ? monthEnds : dayEnds);
        }

        boolean holds(Instant now, ZoneId in) {
            return now.isBefore(ends) && zone.equals(in);
        }
    }

    /** @param channel the number's id */
    Purse(String channel, SpendStore store, Clock clock, Alarms alarms) {
        this.channel = channel;
        this.store = store;
        this.clock = clock;
        this.alarms = alarms;
    }

    /**
     * What has been spent today and is about to be.
     *
     * @param zone whose midnight begins a day
     */
    Spent spent(ZoneId zone) {
        var now = clock.instant();
        var today = today(now, zone);
        if (!asking && !now.isBefore(askAt)) ask(today);
        return new Spent(
                known.todayMicros() + underWay.todayMicros() + untold.todayMicros() + outMicros,
                known.textsThisMonth() + underWay.textsThisMonth() + untold.textsThisMonth());
    }

    /** A message is about to cost this. */
    void out(Cost cost) {
        outMicros += cost.micros();
    }

    /** A message is not about to cost this any more: it has, or it will not. */
    void back(Cost cost) {
        outMicros -= cost.micros();
    }

    /** A message may have arrived. */
    void spend(Cost cost) {
        untold = plus(untold, new Spent(cost.micros(), cost.isService() ? 1 : 0));
        alarm();
    }

    /** Tells the store what it does not know. Never fails. */
    Future<Void> settle() {
        var today = day;
        return today == null || untold.equals(Spent.NOTHING) ? Future.succeededFuture() : ask(today);
    }

    private Day today(Instant now, ZoneId zone) {
        var before = day;
        if (before != null && before.holds(now, zone)) return before;
        var today = Day.of(now, zone);
        day = today;
        if (before != null) turn(before, today);
        return today;
    }

    /** What the store has not been told is told of the day that is over; what it has, is of that day, too. */
    private void turn(Day before, Day today) {
        if (!untold.equals(Spent.NOTHING)) ask(before);
        known = new Spent(
                today.date.equals(before.date) ? known.todayMicros() : 0,
                today.month.equals(before.month) ? known.textsThisMonth() : 0);
        underWay = Spent.NOTHING;
        askAt = Instant.EPOCH;
    }

    private void alarm() {
        if (alarmed) return;
        alarmed = true;
        alarms.set(APART, () -> {
            alarmed = false;
            settle();
        });
    }

    private Future<Void> ask(Day of) {
        var told = untold;
        untold = Spent.NOTHING;
        underWay = plus(underWay, told);
        asking = true;
        askAt = clock.instant().plus(APART);
        var spend = new SpendStore.Spend(of.date, told.todayMicros(), of.month, told.textsThisMonth());
        return store.add(channel, spend)
                .onComplete(done -> asking = false)
                .onSuccess(all -> told(of, told, all))
                .onFailure(cause -> untold(of, told, cause))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    private void told(Day of, Spent told, Spent all) {
        if (!of.equals(day)) return;
        underWay = minus(underWay, told);
        known = all;
    }

    /** Of a day that is over nobody asks any more. */
    private void untold(Day of, Spent told, Throwable cause) {
        LOG.atDebug()
                .addKeyValue("channel", channel)
                .addKeyValue("cause", cause.getMessage())
                .log("spending.untold");
        if (!of.equals(day)) return;
        underWay = minus(underWay, told);
        untold = plus(untold, told);
        alarm();
    }

    private static Spent plus(Spent one, Spent other) {
        return new Spent(one.todayMicros() + other.todayMicros(), one.textsThisMonth() + other.textsThisMonth());
    }

    private static Spent minus(Spent one, Spent other) {
        return new Spent(one.todayMicros() - other.todayMicros(), one.textsThisMonth() - other.textsThisMonth());
    }
}
