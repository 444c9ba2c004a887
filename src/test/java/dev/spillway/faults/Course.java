package dev.spillway.faults;

import dev.spillway.faults.Rig.TopologyStart;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one round goes through.
 *
 * @param level of acknowledgement, for people
 * @param size how much is told
 * @param bag how often each fault happens
 * @param restMs mean time between the end of a fault and the next one
 */
record Course(String name, TopologyStart topology, String level, Size size, Map<Fault, Integer> bag, int restMs) {
    private static final int REST_MS = 1_200;
    private static final Size QUICK = new Size(50_000, 160, 700, 2_000);
    private static final Size FULL = new Size(100_000, 1_500, 700, 2_000);
    private static final Size BRIEF = new Size(3_000, 30, 250, 300);
    private static final int CAMPAIGNS = 3;
    private static final int CHOSEN_TIMES = 4;

    /**
     * How much is told.
     *
     * @param accepted events that have to be accepted
     * @param seconds after which no more fault begins
     * @param rate events a second
     */
    record Size(int accepted, int seconds, int rate, int contacts) {}

    /** One round of less than three minutes. */
    static List<Course> quick() {
        return List.of(new Course("standalone", Standalone::start, "fsync", QUICK, quickBag(), REST_MS));
    }

    /** Half a minute, for the build. */
    static Course brief() {
        var bag = Map.of(Fault.GATEWAY_KILL, 2, Fault.REDIS_KILL, 1, Fault.GATEWAY_PAUSE, 1, Fault.POSTGRES_KILL, 1);
        return new Course("standalone", Standalone::start, "fsync", BRIEF, bag, 2_000);
    }

    /** Everything there is. */
    static List<Course> full() {
        var standalone = bag(3, 18);
        for (var fault : List.of(Fault.REDIS_ABSENT, Fault.GATEWAY_ASLEEP)) standalone.put(fault, 1);
        return List.of(
                new Course("standalone", Standalone::start, "fsync", FULL, standalone, REST_MS),
                new Course("aof", Standalone::everySecond, "aof", FULL, aofBag(), REST_MS),
                new Course("sentinel", Watched::start, "replicas: 1", FULL, bag(2, 12), REST_MS),
                new Course("cluster", Clustered::start, "replicas: 1", FULL, bag(2, 12), REST_MS));
    }

    /** Of kills that level promises to survive those of gateways, and of Postgres. */
    private static Map<Fault, Integer> aofBag() {
        return Map.of(
                Fault.GATEWAY_KILL,
                6,
                Fault.GATEWAY_PAUSE,
                2,
                Fault.GATEWAY_TERM,
                2,
                Fault.POSTGRES_KILL,
                2,
                Fault.REDIS_PAUSE,
                2);
    }

    Course lasting(int seconds) {
        var other = new Size(size.accepted, seconds, size.rate, size.contacts);
        return new Course(name, topology, level, other, bag, restMs);
    }

    /** With no other faults than these. */
    Course with(Collection<Fault> faults) {
        var other = new EnumMap<Fault, Integer>(Fault.class);
        faults.forEach(fault -> other.put(fault, CHOSEN_TIMES));
        return new Course(name, topology, level, size, other, restMs);
    }

    Round.Settings settings(long seed) {
        return new Round.Settings(seed, size.accepted, size.seconds, size.rate, size.contacts, CAMPAIGNS);
    }

    private static Map<Fault, Integer> quickBag() {
        var bag = bag(1, 4);
        for (var fault : List.of(Fault.ERP_FAILS, Fault.CRM_RESETS, Fault.META_HANGS, Fault.FLUSHALL))
            bag.remove(fault);
        bag.put(Fault.REDIS_PAUSE, 1);
        return bag;
    }

    /** Each fault at least once, but for the long ones; kills most often. */
    private static Map<Fault, Integer> bag(int times, int kills) {
        var bag = new EnumMap<Fault, Integer>(Fault.class);
        for (var fault : Fault.values()) bag.put(fault, times);
        for (var fault : List.of(Fault.GATEWAY_KILL, Fault.REDIS_KILL)) bag.put(fault, kills);
        for (var fault : List.of(Fault.GATEWAY_PAUSE, Fault.POSTGRES_KILL, Fault.REDIS_PAUSE))
            bag.put(fault, 2 * times);
        for (var fault : List.of(Fault.REDIS_ABSENT, Fault.GATEWAY_ASLEEP)) bag.remove(fault);
        bag.put(Fault.FLUSHALL, 1);
        return bag;
    }
}
