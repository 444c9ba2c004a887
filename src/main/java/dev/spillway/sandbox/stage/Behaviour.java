package dev.spillway.sandbox.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one simulator that can be changed while it runs: records, seen from outside as one flat JSON object. What
 * is put replaces all of it; a key that is not given has its default.
 */
public final class Behaviour {
    private final List<Record> defaults;
    private final ObjectNode defaultTree = Json.object();
    private final List<Runnable> listeners = new ArrayList<>();
    private ObjectNode tree;
    private Map<Class<?>, Object> parts = new HashMap<>();

    /** @param defaults records whose component names differ */
    public Behaviour(Record... defaults) {
        this.defaults = List.of(defaults);
        for (var part : defaults) {
            defaultTree.setAll(Json.MAPPER.<ObjectNode>valueToTree(part));
            parts.put(part.getClass(), part);
        }
        tree = defaultTree;
    }

    /** The part of that type as it is now. */
    public <T extends Record> T part(Class<T> type) {
        var part = type.cast(parts.get(type));
        if (part == null) throw new IllegalArgumentException("no such part: " + type.getSimpleName());
        return part;
    }

    /** Runs after every change. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** All keys with their values. */
    public ObjectNode tree() {
        return tree.deepCopy();
    }

    public void reset() {
        put(Json.object());
    }

    /**
     * Replaces all of it.
     *
     * @throws IllegalArgumentException naming the key that is unknown or wrong; nothing has changed then
     */
    public void put(ObjectNode given) {
        refuseUnknown(given);
        var merged = defaultTree.deepCopy();
        merged.setAll(given);
        var read = new HashMap<Class<?>, Object>();
        defaults.forEach(part -> read.put(part.getClass(), read(merged, part.getClass())));
        parts = read;
        tree = merged;
        listeners.forEach(Runnable::run);
    }

    private void refuseUnknown(ObjectNode given) {
        given.fieldNames().forEachRemaining(this::refuseUnknown);
        if (given.has("errorShare")
                && !(given.has("errorStatus") || given.has("hang") || given.has("hangMs") || given.has("reset"))) {
            throw new IllegalArgumentException("errorShare needs a fault: errorStatus, hang, hangMs or reset");
        }
    }

    private void refuseUnknown(String key) {
        if (defaultTree.has(key)) return;
        var known = new TreeSet<String>();
        defaultTree.fieldNames().forEachRemaining(known::add);
        throw new IllegalArgumentException("unknown key " + key + "; known: " + String.join(", ", known));
    }

    private static Object read(ObjectNode merged, Class<?> type) {
        try {
            return Json.MAPPER.treeToValue(merged, type);
        } catch (JsonMappingException e) {
            throw new IllegalArgumentException(describe(e), e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    private static String describe(JsonMappingException problem) {
        if (problem.getCause() instanceof IllegalArgumentException own) return String.valueOf(own.getMessage());
        var path = problem.getPath();
        @Nullable String key = path.isEmpty() ? null : path.get(0).getFieldName();
        return (key == null ? "" : key + ": ") + problem.getOriginalMessage();
    }
}
