package dev.spillway.faults;

import dev.spillway.faults.Probes.Probe;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** Measures two stacks at the same time: from the POST of a message to the arrival of its note and its reply. Blocks. */
final class Window {
    private static final long ARRIVE_MS_MAX = 20_000;
    private static final double PERCENTILE = 0.99;

    private final Stack loaded;
    private final Stack control;
    private final Probes probes;

    /** @param probes to the loaded stack and the control, in this order */
    Window(Stack loaded, Stack control, Probes probes) {
        this.loaded = loaded;
        this.control = control;
        this.probes = probes;
    }

    Pair measure(int seconds) throws IOException, TimeoutException {
        var loadedFrom = written(loaded);
        var controlFrom = written(control);
        var told = probes.tell(seconds);
        return new Pair(took(loaded, loadedFrom, of(0, told)), took(control, controlFrom, of(1, told)));
    }

    private static List<Probe> of(int stack, List<Probe> told) {
        return told.stream().filter(one -> one.stack() == stack).toList();
    }

    private static Map<Lane, Integer> written(Stack stack) throws IOException {
        var written = new EnumMap<Lane, Integer>(Lane.class);
        for (var lane : Lane.values()) written.put(lane, stack.simulated().written(lane.simulator()));
        return written;
    }

    private static Map<Lane, Long> took(Stack stack, Map<Lane, Integer> from, List<Probe> told) throws IOException {
        var took = new EnumMap<Lane, Long>(Lane.class);
        for (var lane : Lane.values()) {
            var after = from.getOrDefault(lane, 0);
            Waiting.within(ARRIVE_MS_MAX, () -> isAll(stack, lane, after, told.size()));
            took.put(lane, percentile(arrivals(stack, lane, after), told));
        }
        return took;
    }

    private static boolean isAll(Stack stack, Lane lane, int after, int told) throws IOException {
        return arrivals(stack, lane, after).size() >= told;
    }

    private static Map<String, Long> arrivals(Stack stack, Lane lane, int after) throws IOException {
        var arrivals = new HashMap<String, Long>();
        var came = new Deliveries(stack.simulated().lines(lane.simulator(), after));
        for (var event : came.events())
            arrivals.put(event, came.of(event).get(0).effectMs());
        return arrivals;
    }

    /** What did not arrive took as long as was waited for it. */
    private static long percentile(Map<String, Long> arrivals, List<Probe> told) {
        var took = told.stream()
                .mapToLong(one -> arrivals.getOrDefault(one.event(), one.sentMs() + ARRIVE_MS_MAX) - one.sentMs())
                .sorted()
                .toArray();
        return took.length == 0 ? 0 : took[(int) Math.ceil(took.length * PERCENTILE) - 1];
    }
}
