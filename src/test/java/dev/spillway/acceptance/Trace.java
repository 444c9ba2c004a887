package dev.spillway.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the gateway answers when asked what became of something. */
record Trace(JsonNode answer) {
    /** Rows of one kind, by time. */
    List<JsonNode> rows(String kind) {
        return rows().filter(row -> row.path("kind").asText().equals(kind)).toList();
    }

    /** Rows of one kind that belong to one event, by time. */
    List<JsonNode> rows(String kind, String event) {
        return rows(kind).stream()
                .filter(row -> row.path("event").asText().equals(event))
                .toList();
    }

    Stream<JsonNode> rows() {
        return StreamSupport.stream(answer.path("rows").spliterator(), false);
    }

    /** The deliveries that were queued for a destination. */
    List<String> deliveriesTo(String destination) {
        return rows("queued").stream()
                .filter(row -> row.at("/detail/destination").asText().equals(destination))
                .map(row -> row.path("deliveryId").asText())
                .toList();
    }

    /** The state words that came back for our messages, by time. */
    List<String> statuses() {
        return rows("status").stream()
                .map(row -> row.at("/detail/state").asText())
                .toList();
    }

    /** The states of the messages it speaks of. */
    List<String> messageStates() {
        return StreamSupport.stream(answer.path("messages").spliterator(), false)
                .map(message -> message.path("state").asText())
                .toList();
    }
}
