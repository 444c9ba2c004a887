package dev.spillway.connector;

import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a write of several steps has got, so that a repeat goes on behind the last write that was done. Its stored form says
 * which edition of which connector it belongs to: to any other it says nothing.
 *
 * @param steps how many have been taken or left out
 * @param writes how many of the calls so far were writes
 * @param saved what the steps have saved, by name; JSON values
 * @param value what the last step with something to yield has yielded; null if none has
 */
public record Progress(
        int steps,
        int writes,
        Map<String, Object> saved,
        @Nullable Object value) {
    private static final int VERSION = 1;

    public Progress {
        saved = Map.copyOf(saved);
    }

    /** As it is kept. */
    public Payload stored(String edition) {
        var json = new LinkedHashMap<String, Object>();
        json.put("v", VERSION);
        json.put("edition", edition);
        json.put("steps", steps);
        json.put("writes", writes);
        json.put("saved", saved);
        if (value != null) json.put("value", value);
        return Json.write(json);
    }

    /** Empty if it was kept by another edition, or cannot be read. */
    public static Optional<Progress> of(Payload stored, String edition) {
        try {
            var json = Json.object(stored);
            var same = Integer.valueOf(VERSION).equals(json.get("v")) && edition.equals(json.get("edition"));
            return same ? Optional.of(read(json)) : Optional.empty();
        } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
            return Optional.empty();
        }
    }

    private static Progress read(Map<String, Object> json) {
        return new Progress(
                (Integer) Objects.requireNonNull(json.get("steps")),
                (Integer) Objects.requireNonNull(json.get("writes")),
                Json.asObject(json.get("saved")),
                json.get("value"));
    }

    /** What it holds is a backend's: only how far. */
    @Override
    public String toString() {
        return "Progress[" + steps + " steps, " + writes + " writes]";
    }
}
