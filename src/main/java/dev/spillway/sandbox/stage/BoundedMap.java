package dev.spillway.sandbox.stage;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map that forgets its oldest entry when it is full. Up to {@value #STEADY} entries it has the room it needs from the beginning: several
 * maps that know the same people would grow at the same message, and hold the simulators up for 70 ms.
 */
public final class BoundedMap<K, V> extends LinkedHashMap<K, V> {
    /** A megabyte of room. */
    private static final int STEADY = 190_000;

    /** A map grows when it is filled to that part. */
    private static final double FILLED = 0.75;

    private final int max;

    /** @param max entries */
    public BoundedMap(int max) {
        super(room(max));
        this.max = max;
    }

    /** What a map of at most so many entries asks for when it is made, to be as steady. */
    public static int room(int max) {
        return (int) (Math.min(max, STEADY) / FILLED) + 1;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > max;
    }
}
