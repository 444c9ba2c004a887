package dev.spillway.ledger;

import java.util.List;

/**
 * What the ledger knows.
 *
 * @param rows by time
 * @param messages the messages the rows speak of, as they are now
 * @param truncated whether there are more rows: the earliest were left out
 */
public record TraceAnswer(List<TraceRow> rows, List<MessageState> messages, boolean truncated) {
    static final TraceAnswer NOTHING = new TraceAnswer(List.of(), List.of(), false);

    public TraceAnswer {
        rows = List.copyOf(rows);
        messages = List.copyOf(messages);
    }
}
