package dev.spillway.whatsapp.message;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A JSON object in the making; keys keep their order. */
record Pairs(Map<String, Object> map) {
    static Pairs of(String key, Object value) {
        return new Pairs(new LinkedHashMap<>()).and(key, value);
    }

    Pairs and(String key, Object value) {
        map.put(key, value);
        return this;
    }

    /** Only if there is one. */
    Pairs and(String key, Optional<?> value) {
        value.ifPresent(it -> map.put(key, it));
        return this;
    }
}
