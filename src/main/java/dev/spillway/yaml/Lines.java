package dev.spillway.yaml;

import java.util.HashMap;
import java.util.Map;

/** Where each key of a file stands. */
final class Lines {
    private final Map<String, Integer> byKey = new HashMap<>();

    void put(String key, int line) {
        byKey.putIfAbsent(key, line);
    }

    boolean has(String key) {
        return byKey.containsKey(key);
    }

    /** The line of the key, or of the nearest one above it; 1 if there is none. */
    int of(String key) {
        for (var at = key; !at.isEmpty(); at = parent(at)) {
            var line = byKey.get(at);
            if (line != null) return line;
        }
        return 1;
    }

    static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    static boolean isWithin(String key, String parent) {
        return key.equals(parent) || key.startsWith(parent + ".") || key.startsWith(parent + "[");
    }

    private static String parent(String key) {
        return key.substring(0, Math.max(0, Math.max(key.lastIndexOf('.'), key.lastIndexOf('['))));
    }
}
