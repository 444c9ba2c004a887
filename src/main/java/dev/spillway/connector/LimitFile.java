package dev.spillway.connector;

import dev.spillway.yaml.Default;
import org.jspecify.annotations.Nullable;

/**
 * A limit of the backend's: one of {@code perSecond} to {@code perDay}, {@code bucket} and {@code concurrency}. Numbers are
 * templates over parameters.
 *
 * @param name by which {@code scope} of a rule means it
 * @param group template over parameters: everybody with the same group keeps the limit together
 * @param key template: each value of it has a limit of its own
 * @param cost expression; 1 if it is missing
 * @param feedback where answers say what is left
 * @param reserveInteractive percent that are left for what people wait for
 */
record LimitFile(
        @Default String name,
        String group,
        @Nullable String key,
        @Nullable String perSecond,
        @Nullable String per10Seconds,
        @Nullable String perMinute,
        @Nullable String per10Minutes,
        @Nullable String perHour,
        @Nullable String perDay,
        @Nullable BucketFile bucket,
        @Nullable String concurrency,
        @Nullable String cost,
        @Nullable FeedbackFile feedback,
        @Default("0") int reserveInteractive) {
    /** What the backend keeps: full at {@code max}. */
    record BucketFile(String max, String restorePerSecond) {}

    /**
     * Where an answer says what is left of a limit: a header, or an expression over its body.
     *
     * @param regex over the header; all of it is a number without
     * @param remaining group of the regex with what is left
     * @param used group with what has been used
     * @param max group with what there is in all; else the limit's own number
     */
    record FeedbackFile(
            @Nullable String header,
            @Nullable String regex,
            @Default("0") int remaining,
            @Default("0") int used,
            @Default("0") int max,
            @Nullable String body) {}
}
