package dev.spillway.faults;

import dev.spillway.faults.Deliveries.Delivery;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** One round on one set of processes: load and faults, then healing, draining, accounting. Blocks. */
final class Round {
    private static final long HELD_MAX = 6_000;
    private static final int SETTLE_SECONDS = 90;

    /** The load's own JVM compiles at first, and what it then measures is itself; of a short round at most a tenth goes by so. */
    private static final long WARM_MS_MAX = 8_000;

    private static final long WARM_PART = 10;

    private final Settings settings;
    private final Plan plan;
    private final Report report;
    private final Journal journal = new Journal();
    private final Crowd crowd;
    private final Random random;

    /**
     * How big a round is.
     *
     * @param acceptedMin events; the load goes on until so many were accepted and all faults have been
     * @param secondsMax after which no further fault begins
     * @param rate events a second
     * @param campaigns messages from elsewhere for each one a contact writes: their statuses are the bulk
     */
    record Settings(long seed, int acceptedMin, int secondsMax, int rate, int contacts, int campaigns) {}

    /**
     * What came of it.
     *
     * @param recoveries of each fault in ms, -1 = not told
     * @param lateWritesRefused of nodes whose shard was somebody else's by then, as those tell that live at the end
     */
    record Outcome(
            Place where,
            Verdict verdict,
            List<Happened> happened,
            List<Long> recoveries,
            LedgerLook ledger,
            Answers answers,
            long lateWritesRefused) {}

    /** On which Redis, at which level of acknowledgement. */
    record Place(String topology, String level) {}

    Round(Settings settings, Plan plan, Report report) {
        this.settings = settings;
        this.plan = plan;
        this.report = report;
        this.random = new Random(settings.seed);
        this.crowd = new Crowd(settings.contacts, settings.campaigns, random);
    }

    /** Plays it on what has been started. */
    Outcome play(Rig rig) throws Exception {
        var vertx = Vertx.vertx();
        try {
            return play(rig, vertx);
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    private Outcome play(Rig rig, Vertx vertx) throws Exception {
        var look = new RedisLook(rig.topology());
        var post = new Post(vertx);
        var load = new Load(vertx, post, new Load.Parts(crowd, rig.doors(), journal, random, settings.rate));
        var watch = new Watch(look, load, journal, report, HELD_MAX);
        load.start();
        var feed = new StatusFeed(vertx, post, crowd, rig.simulated().port());
        feed.start();
        watch.start();
        var excuse = new Excuse(look);
        var happened = faults(rig, new Injector.Parts(look, load, crowd, journal, excuse));
        watch.end();
        settle(rig, load, look);
        feed.end();
        return account(rig, happened, excuse);
    }

    private List<Happened> faults(Rig rig, Injector.Parts parts) throws IOException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(settings.secondsMax);
        Waiting.sleep(Math.min(WARM_MS_MAX, TimeUnit.SECONDS.toMillis(settings.secondsMax) / WARM_PART));
        var happened = new Injector(rig, parts, report).play(plan, () -> System.nanoTime() > end);
        while (journal.accepted() < settings.acceptedMin && System.nanoTime() < end) Waiting.sleep(100);
        return happened;
    }

    /** No more messages; their statuses to the end; then everything that is held has to go. */
    private void settle(Rig rig, Load load, RedisLook look) throws IOException, TimeoutException {
        report.progress(journal, look.held());
        report.say("everything is healed; settling");
        load.hold(false);
        load.endMessages();
        var since = System.nanoTime();
        Waiting.within(SETTLE_SECONDS * 1000L, () -> isDone(rig, load, look) && isStillDone(rig, load, look));
        load.end().await(30, TimeUnit.SECONDS);
        Waiting.within(10_000, () -> look.held().isNothing());
        var seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);
        report.say("settled in " + seconds + " s; held: " + look.held());
    }

    /** The last replies may not have been seen by those who tell their statuses. */
    private boolean isStillDone(Rig rig, Load load, RedisLook look) throws IOException {
        Waiting.sleep(700);
        return isDone(rig, load, look);
    }

    private boolean isDone(Rig rig, Load load, RedisLook look) throws IOException {
        return load.open() == 0
                && !crowd.hasStatuses()
                && look.held().isNothing()
                && rig.whereabouts().overflowIsEmpty();
    }

    private Outcome account(Rig rig, List<Happened> happened, Excuse excuse) throws IOException, SQLException {
        var acked = journal.all();
        var ledger = LedgerLook.read(rig.postgres().postgres().port());
        var replies = new Deliveries(rig.simulated().lines("meta"));
        var notes = new Deliveries(rig.simulated().lines("crm"));
        var recovery = new Recovery(happened, replies, notes, rig.nodes().size() == 1).with(acked, ledger, crowd);
        var recoveries = happened.stream().map(recovery::of).toList();
        var repeated = both(replies.repeated(), notes.repeated());
        var findings = new ArrayList<>(new Account(acked, ledger, replies, notes).findings());
        repeated.stream()
                .filter(one -> !excuse.covers(one, happened))
                .forEach(one -> findings.add(Finding.repeated(one, acked)));
        var verdict = new Verdict(
                journal.accepted(),
                findings,
                repeated.stream().mapToInt(Delivery::repeats).sum(),
                excuse.size(happened, both(replies.all(), notes.all())),
                happened.stream().mapToInt(one -> one.fault().kills()).sum(),
                recoveries.stream().mapToLong(Long::longValue).max().orElse(-1),
                settings.seed);
        var level = String.valueOf(rig.topology().settings().getOrDefault("acknowledge", "fsync"));
        var where = new Place(rig.topology().name(), level);
        return new Outcome(where, verdict, happened, recoveries, ledger, journal.answers(), rig.lateWritesRefused());
    }

    private static List<Delivery> both(List<Delivery> one, List<Delivery> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    /** Where the logs of a round that failed go. */
    static Path logs(String name) {
        return Path.of("target", "faults", name);
    }
}
