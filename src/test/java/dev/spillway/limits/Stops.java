package dev.spillway.limits;

import dev.spillway.faults.Report;
import dev.spillway.faults.Waiting;
import dev.spillway.lane.Priority;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** People opt out while messages to the segment that they are in wait: of twenty for each of them, some have gone already. */
final class Stops {
    private static final int PER_SECOND = 80;
    private static final int AREA = 209;
    private static final int EACH = 20;
    private static final long EVERY_MS = 300;
    private static final long IN_FORCE_MAX_MS = 1_000;
    private static final long WAIT_MAX_MS = 20_000;
    private static final int AT_ONCE = 8;

    private final Report report;
    private final int seconds;
    private final int warmSeconds;
    private final int queued;

    /**
     * A bench of opt-outs.
     *
     * @param seconds for which one after the other opts out
     * @param queued messages that wait
     */
    Stops(Report report, int seconds, int warmSeconds, int queued) {
        this.report = report;
        this.seconds = seconds;
        this.warmSeconds = warmSeconds;
        this.queued = queued;
    }

    /** From our 200 to the moment in which it is in force; nothing that waits goes to them any more, and the CRM hears of it. */
    Row whileASegmentWaits() throws IOException {
        var people = queued / EACH;
        var backlog = new Backlog().people(Priority.BULK, AREA, people, EACH);
        try (var town = Town.start(report, Town.Order.of(2, PER_SECOND, backlog))) {
            town.warmUp(warmSeconds);
            var house = new House(town.gateways);
            var stopped = stop(town, house, people);
            var phones = stopped.stream().map(Stopped::phone).toList();
            var heard =
                    Waiting.within(WAIT_MAX_MS, () -> house.heardByCrm(phones).size() == phones.size());
            Waiting.sleep(3_000);
            var arrived = town.arrived();
            var after = stopped.stream().mapToLong(one -> one.after(arrived)).sum();
            return Row.of("opt-outs while " + queued + " to a segment wait", town.judgement(), arrived)
                    .kept(Stopped.p99(stopped) <= IN_FORCE_MAX_MS, Stopped.told(stopped))
                    .kept(after == 0, after + " went to them afterwards")
                    .kept(heard, house.heardByCrm(phones).size() + " of " + phones.size() + " heard of by the CRM");
        }
    }

    private List<Stopped> stop(Town town, House house, int people) {
        var hands = Executors.newFixedThreadPool(AT_ONCE);
        try {
            var stopping = new ArrayList<CompletableFuture<Stopped>>();
            var count = Math.min(people, seconds * 1_000L / EVERY_MS);
            for (var n = 0; n < count; n++) {
                stopping.add(stop(town, house, Backlog.phone(AREA, (int) (n * (people / count))), hands));
                Waiting.sleep(EVERY_MS);
            }
            return stopping.stream().map(CompletableFuture::join).toList();
        } finally {
            hands.shutdownNow();
        }
    }

    private static CompletableFuture<Stopped> stop(Town town, House house, String phone, ExecutorService hands) {
        return CompletableFuture.supplyAsync(
                () -> {
                    town.says(phone, "BAJA");
                    var answered = System.currentTimeMillis();
                    var inForce = Waiting.within(WAIT_MAX_MS, () -> house.isStopped(phone));
                    return new Stopped(phone, answered, inForce ? System.currentTimeMillis() : 0);
                },
                hands);
    }
}
