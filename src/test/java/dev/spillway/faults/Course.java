package dev.spillway.faults;

import dev.spillway.faults.Rig.TopologyStart;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one round goes through.
 *
 * @param level of acknowledgement, for people
 * @param acceptedMin events that have to be accepted
 * @param seconds of load and faults, at most
 * @param bag how often each fault happens
 * @param restMs mean time between the end of a fault and the next one
 */
record Course(TopologyStart topology, String level, int acceptedMin, int seconds, Map<Fault, Integer> bag, int restMs) {
    private static final int QUICK_SECONDS = 160;
    private static final int FULL_SECONDS = 480;
    private static final int QUICK_ACCEPTED = 50_000;
    private static final int FULL_ACCEPTED = 120_000;

    /** One round of less than three minutes. */
    static List<Course> quick() {
        return List.of(new Course(Standalone::start, "fsync", QUICK_ACCEPTED, QUICK_SECONDS, bag(1), 1_500));
    }

    /** Everything there is. */
    static List<Course> full() {
        return List.of(new Course(Standalone::start, "fsync", FULL_ACCEPTED, FULL_SECONDS, bag(4), 2_500));
    }

    Course lasting(int otherSeconds) {
        return new Course(topology, level, acceptedMin, otherSeconds, bag, restMs);
    }

    /** Each fault at least once; kills most often. */
    private static Map<Fault, Integer> bag(int times) {
        var bag = new EnumMap<Fault, Integer>(Fault.class);
        for (var fault : Fault.values()) bag.put(fault, times);
        for (var fault : List.of(Fault.GATEWAY_KILL, Fault.REDIS_KILL)) bag.put(fault, 4 * times);
        for (var fault : List.of(Fault.GATEWAY_PAUSE, Fault.POSTGRES_KILL, Fault.REDIS_PAUSE))
            bag.put(fault, 2 * times);
        return bag;
    }
}
