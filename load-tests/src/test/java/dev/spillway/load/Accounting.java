package dev.spillway.load;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Waits until the gateway is done, and accounts for every event. Blocks. */
final class Accounting {
    private static final long POLL_MS = 2_000;

    /**
     * The gateway looks at ledger, lanes and overflow every five seconds, when the last look is answered: what it says must hold
     * for longer.
     */
    private static final int QUIET_LOOKS = 4;

    private static final String NOT_DONE = "the gateway still worked when -DdrainMax was over: ";

    private final Gateway gateway;
    private final Place place;
    private final Duration drainMax;
    private final Instant since = Instant.now().minusSeconds(60);
    private long drainedMs;
    private boolean done;

    Accounting(Gateway gateway, Place place, Duration drainMax) {
        this.gateway = gateway;
        this.place = place;
        this.drainMax = drainMax;
    }

    /** What seems lost may only be late: it is counted again until it is there or the time is over. */
    Account account(Told told, Events events) throws IOException, SQLException {
        var began = System.nanoTime();
        awaitQuiet(began);
        var account = count(told, events);
        while (account.lost() > 0 && System.nanoTime() - began < drainMax.toNanos()) {
            pause();
            account = count(told, events);
        }
        return account;
    }

    /** How long the gateway worked on when the load was over, as far as its metrics tell. */
    long drainedMs() {
        return drainedMs;
    }

    private void awaitQuiet(long began) throws IOException {
        for (var looks = 0; looks < QUIET_LOOKS && System.nanoTime() - began < drainMax.toNanos(); pause()) {
            looks = gateway.isQuiet() ? looks + 1 : 0;
            done = looks == QUIET_LOOKS;
            if (looks == 0) drainedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        }
    }

    private Account count(Told told, Events events) throws IOException, SQLException {
        gateway.lookAgain();
        return place.hasDatabase() ? byIds(told, events) : byCounters(told);
    }

    private Account byIds(Told told, Events events) throws IOException, SQLException {
        var ids = new Ids(told, events);
        var ledger = new Ledger(place.database());
        ledger.ran(since, ids::found);
        ledger.givenUp(since, ids::givenUp);
        var taken = gateway.taken();
        var doubled =
                Math.max(0, taken - ids.found() - ids.lost()) + doubledEffects(); // what is lost was taken, perhaps
        var remarks = done ? List.<String>of() : List.of(NOT_DONE + "what was left counts as lost");
        return new Account(told.accepted(), ids.delivered(), ids.lost(), doubled, remarks, deadLetters(ids.givenUp()));
    }

    /** Counters tell what the doors took, not what was run: that a backlog is gone must be seen. */
    private Account byCounters(Told told) throws IOException {
        var taken = gateway.taken();
        var lost = Math.max(0, told.accepted() - taken);
        var doubled = Math.max(0, taken - told.size()) + doubledEffects();
        var remarks = List.of("no database was given: only counters of /metrics were compared: taken=" + taken
                + ", and delivered are those taken; that they were run nobody looked up");
        var doubts = new ArrayList<>(deadLetters(gateway.givenUp()));
        if (!done) doubts.add(NOT_DONE + "how much was left only the ledger knows");
        return new Account(told.accepted(), told.accepted() - lost, lost, doubled, remarks, doubts);
    }

    private static List<String> deadLetters(long events) {
        return events == 0 ? List.of() : List.of(events + " events were given up: they are dead letters");
    }

    /** As many could have been taken twice and would not show. */
    private static List<String> uncounted(long events) {
        return events <= 0
                ? List.of()
                : List.of(
                        "the ledger has " + events + " events more than the counters of -Dmanagement: it must name all"
                                + " nodes, and none may be started anew during a run");
    }

    private long doubledEffects() throws IOException {
        var seen = new HashSet<String>();
        var doubled = new long[1];
        if (!place.hasSimulators()) return 0;
        var simulators = new Simulators(new Http(), place.simulators());
        for (var name : List.of("meta", "crm"))
            simulators.effects(name, (key, event, at) -> doubled[0] += seen.add(key) ? 0 : 1);
        return doubled[0];
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
