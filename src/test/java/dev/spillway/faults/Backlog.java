package dev.spillway.faults;

import dev.spillway.faults.BacklogResult.HeapAt;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Two equal stacks; the ERP of one dies, and a backlog grows in that lane. A small load goes to both, before and with the
 * backlog; the heap of the gateway is looked at as it grows. Then the ERP comes back. Blocks.
 */
final class Backlog {
    private static final int IDLE_PAIRS = 2;
    private static final int FILL_SECONDS_MAX = 360;
    private static final int WARM_SHARE = 20;
    private static final int WARM_SECONDS_MAX = 30;
    private static final int QUIET_MS_MAX = 30_000;
    private static final int DRAIN_SECONDS = 45;

    private final Settings settings;
    private final Report report;
    private final Stack loaded;
    private final Window window;
    private final Flood flood;
    private final Flood controlFlood;
    private final List<HeapAt> heaps = new ArrayList<>();

    /**
     * How big it is.
     *
     * @param events the backlog
     * @param perSecond messages of the small load to each stack
     * @param seconds of a pair
     */
    record Settings(int events, int pairs, int perSecond, int seconds) {}

    /** The stack whose ERP will die, and the one whose will not. */
    record Stacks(Stack loaded, Stack control) {}

    Backlog(Settings settings, Report report, Stacks stacks, Vertx vertx) {
        this.settings = settings;
        this.report = report;
        this.loaded = stacks.loaded;
        var post = new Post(vertx);
        var both = List.of(stacks.loaded, stacks.control);
        this.window = new Window(loaded, stacks.control, new Probes(vertx, post, both, settings.perSecond));
        this.flood = new Flood(post, loaded, new Stranger("662"));
        this.controlFlood = new Flood(post, stacks.control, new Stranger("662"));
    }

    BacklogResult run() throws IOException, TimeoutException {
        warmUp();
        look(0);
        var idle = pairs("no backlog", IDLE_PAIRS);
        fill();
        var backlog = loaded.backlog();
        var told = loaded.toldBacklog();
        report.say("backlog " + backlog + ", by the gateway's metric " + told);
        var pairs = pairs("backlog", settings.pairs);
        if (loaded.backlog() < backlog) throw new IOException("the backlog has shrunk: the ERP is not dead");
        var drained = drain();
        return new BacklogResult(backlog, told, heaps, idle, pairs, drained);
    }

    /** Both have compiled their code and filled their pools before anything is compared. */
    private void warmUp() throws IOException, TimeoutException {
        for (var one : List.of(flood, controlFlood)) {
            one.until(() -> one.told() >= settings.events / WARM_SHARE, WARM_SECONDS_MAX);
        }
        window.measure(settings.seconds / 2);
        report.say("warm: " + flood.told() + " questions answered by each");
    }

    private List<Pair> pairs(String what, int count) throws IOException, TimeoutException {
        var pairs = new ArrayList<Pair>();
        for (var n = 1; n <= count; n++) {
            pairs.add(window.measure(settings.seconds));
            report.say("pair " + n + " of " + count + ", " + what + "; " + pairs.get(n - 1));
        }
        return pairs;
    }

    private void fill() throws IOException, TimeoutException {
        loaded.simulated().behave("erp", "\"hang\": true");
        report.say("the ERP is dead: it takes calls and does not answer");
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(FILL_SECONDS_MAX);
        for (var goal : List.of(settings.events / 10, settings.events / 2, settings.events)) {
            var left = (int) TimeUnit.NANOSECONDS.toSeconds(end - System.nanoTime());
            if (!flood.until(() -> loaded.backlog() >= goal, left))
                throw new IOException("a backlog of " + goal + " was not reached in time: " + loaded.backlog());
            look(goal);
        }
    }

    /** At the heap, when nothing but the backlog is under way. */
    private void look(long backlog) throws IOException {
        if (!Waiting.within(QUIET_MS_MAX, () -> loaded.busy() == 0))
            report.say("not quiet: " + loaded.busy() + " still under way");
        heaps.add(new HeapAt(backlog, loaded.heapMb()));
        report.say("heap " + heaps.get(heaps.size() - 1) + " that wait; the lane holds " + loaded.backlog());
    }

    /** Lets the ERP live again; answers how much of the backlog went in a second. */
    private long drain() throws IOException {
        var before = loaded.backlog();
        var since = System.nanoTime();
        loaded.simulated().behave("erp", "");
        Waiting.within(DRAIN_SECONDS * 1000L, () -> loaded.backlog() == 0);
        var went = before - loaded.backlog();
        var perSecond = Math.round(went * 1e9 / (System.nanoTime() - since));
        report.say("the ERP is back: " + went + " went, " + perSecond + " a second");
        heaps.add(new HeapAt(loaded.backlog(), loaded.heapMb()));
        report.say("heap " + heaps.get(heaps.size() - 1) + " that wait");
        return perSecond;
    }
}
