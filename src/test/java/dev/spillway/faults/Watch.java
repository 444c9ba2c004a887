package dev.spillway.faults;

import java.io.IOException;

/** Tells every five seconds how things are, and holds the load while the gateway has too much to do already. */
final class Watch {
    private static final int REPORT_EVERY = 5;

    private final RedisLook look;
    private final Load load;
    private final Journal journal;
    private final Report report;
    private final long heldMax;
    private final Thread thread = new Thread(this::run, "watch");
    private volatile boolean ends;

    /** @param heldMax events and deliveries; above it the load waits */
    Watch(RedisLook look, Load load, Journal journal, Report report, long heldMax) {
        this.look = look;
        this.load = load;
        this.journal = journal;
        this.report = report;
        this.heldMax = heldMax;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void end() {
        ends = true;
    }

    private void run() {
        for (var second = 1; !ends; second++) {
            Waiting.sleep(1_000);
            look(second % REPORT_EVERY == 0);
        }
    }

    private void look(boolean tells) {
        try {
            var held = look.held();
            load.hold(held.events() + held.deliveries() > heldMax);
            if (tells) report.progress(journal, held);
        } catch (IOException e) {
            if (tells) report.say("accepted " + journal.accepted() + "; Redis does not answer");
        }
    }
}
