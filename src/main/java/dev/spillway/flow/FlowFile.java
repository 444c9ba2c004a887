package dev.spillway.flow;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.spillway.connector.Capability;
import dev.spillway.event.EventKind;
import dev.spillway.lane.Priority;
import dev.spillway.yaml.Default;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A flow's YAML, as written; {@link Flow} says what the parts mean. Expressions and patterns are texts still. What is null may
 * also be broken; a problem tells so.
 */
record FlowFile(
        @Nullable String flow,
        @Nullable On on,
        @Default List<@Nullable Trigger> triggers,
        @Default("false") boolean fallback,
        @Default("false") boolean oncePerSession,
        @Default Map<String, Object> sample,
        @Default List<@Nullable Step> steps,
        @Nullable Branches otherwise,
        @Default List<@Nullable Afterwards> afterwards) {

    /** Which events. */
    record On(
            @Default List<@Nullable EventKind> kinds,
            @Nullable String where) {}

    /** What calls for the flow. */
    record Trigger(
            @Nullable String language,
            @Default List<String> hints,
            @Default List<String> patterns,
            @Default List<String> words,
            @Default List<String> unless,
            @Nullable String when) {}

    /** Exactly one of them. */
    record Step(
            @Nullable Ask ask,
            @Nullable Lookup lookup,
            @Nullable Reply reply,
            @Nullable Deliver deliver) {
        Step {
            if ((ask == null ? 0 : 1) + (lookup == null ? 0 : 1) + (reply == null ? 0 : 1) + (deliver == null ? 0 : 1)
                    != 1) throw new IllegalArgumentException("a step is exactly one of ask, lookup, reply, deliver");
        }
    }

    record Ask(String id, String variable, String reply, String answer) {}

    record Lookup(
            String id,
            @Nullable String backend,
            @Nullable Capability capability,
            String operation,
            String input,
            String as,
            @Nullable String deadline,
            @Nullable String owner,
            @Nullable String check,
            @Default List<Map<String, Object>> samples) {
        Lookup {
            if ((backend == null) == (capability == null))
                throw new IllegalArgumentException("a look-up needs either backend or capability");
        }
    }

    record Reply(String id, String text) {}

    record Deliver(
            String id,
            @Nullable String to,
            @Nullable Capability capability,
            String operation,
            String input,
            @Nullable Priority priority,
            @Nullable String when) {
        Deliver {
            if ((to == null) == (capability == null))
                throw new IllegalArgumentException("a delivery needs either to or capability");
        }
    }

    /** What is taken last. */
    record Afterwards(Deliver deliver) {}

    /** How a look-up can end. */
    record Branches(
            @JsonProperty("not_found") @Nullable Otherwise notFound,
            @JsonProperty("not_theirs") @Nullable Otherwise notTheirs,
            @Nullable Otherwise late,
            @Nullable Otherwise failed) {}

    record Otherwise(String reply, @Default("false") boolean followUp) {}
}
