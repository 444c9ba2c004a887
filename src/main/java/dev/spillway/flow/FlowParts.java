package dev.spillway.flow;

import dev.spillway.json.Thinking;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * What flows need from outside.
 *
 * @param book flows and texts
 * @param version of the files they were read from, a short hash
 * @param lookups live look-ups
 * @param backends which backend is meant by whom a step asks
 * @param senders the destination that sends for a channel (a business number's id); empty if none does
 * @param marks shows people that a flow has taken up what they wrote
 * @param wishes how people say what they allow; empty: nobody listens
 * @param words what the provider says of messages' fates
 * @param shards how many there are, to read callback data with
 * @param thinking where expressions and texts are worked out
 * @param clock tells what time it is
 */
public record FlowParts(
        FlowBook book,
        String version,
        Lookups lookups,
        Backends backends,
        Function<String, Optional<String>> senders,
        ReadMarks marks,
        Optional<WishParts> wishes,
        StatusWords words,
        int shards,
        Thinking thinking,
        Clock clock,
        FlowSettings settings,
        FlowMetrics metrics) {}
