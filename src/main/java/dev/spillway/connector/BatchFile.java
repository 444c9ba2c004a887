package dev.spillway.connector;

import dev.spillway.connector.ConnectorFile.RuleFile;
import dev.spillway.yaml.Default;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several pieces of an operation's work, of different contacts, go in one call; each ends for itself.
 *
 * @param max pieces at most, 2..200
 * @param window how long a piece waits for others, from when its event was accepted, PT0S..PT1M; without, what is there goes
 * @param steps calls that do the work of all: they see {@code items}, of each piece its {@code in} and {@code ctx}; the last
 *     {@code out} yields the list of results
 * @param match how the result of a piece is found; by its place in the list if it is missing
 * @param outcomes what a result means unless it is done; expressions over item (the result), in, ctx and param
 * @param out expression over item, in, ctx and param: the canonical output of a piece
 */
record BatchFile(
        int max,
        @Default("PT0S") Duration window,
        @Default List<@Nullable StepFile> steps,
        @Nullable MatchFile match,
        @Default List<@Nullable RuleFile> outcomes,
        String out) {

    /**
     * A piece and a result belong together if these yield the same.
     *
     * @param piece expression over in, ctx and param
     * @param result expression over item
     */
    record MatchFile(String piece, String result) {}
}
