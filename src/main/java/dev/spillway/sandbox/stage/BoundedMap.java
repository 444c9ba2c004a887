package dev.spillway.sandbox.stage;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets its oldest entry when it is full. */
public final class BoundedMap<K, V> extends LinkedHashMap<K, V> {
    private final int max;

    public BoundedMap(int max) {
        this.max = max;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > max;
    }
}
