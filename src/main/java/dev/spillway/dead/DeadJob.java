package dev.spillway.dead;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a job is.
 *
 * @param action {@code redrive} or {@code drop}
 * @param filter see {@link DeadFilter#shown()}
 * @param state {@code running}, {@code done}, {@code cancelled} or {@code failed}
 * @param count letters when it was confirmed
 * @param done redriven or dropped
 * @param skipped left alone: unreadable, or the inbox did not take them
 * @param why of a failed one; else empty
 */
public record DeadJob(
        String id,
        String action,
        Map<String, String> filter,
        String state,
        long count,
        long done,
        long skipped,
        Instant startedAt,
        @Nullable Instant endedAt,
        String why) {
    public DeadJob {
        filter = Map.copyOf(filter);
    }
}
