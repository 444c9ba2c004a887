package dev.spillway.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Looks which messages the simulated provider has accepted, and lets their contacts tell the statuses. */
final class StatusFeed {
    private static final long PERIOD_MS = 200;

    private final Vertx vertx;
    private final Post http;
    private final Crowd crowd;
    private final int port;
    private int next;
    private volatile boolean ends;

    /** @param port of the simulators */
    StatusFeed(Vertx vertx, Post http, Crowd crowd, int port) {
        this.vertx = vertx;
        this.http = http;
        this.crowd = crowd;
        this.port = port;
    }

    void start() {
        vertx.runOnContext(now -> look());
    }

    void end() {
        ends = true;
    }

    private void look() {
        if (ends) return;
        read().onComplete(done -> vertx.setTimer(PERIOD_MS, timer -> look()));
    }

    private Future<Void> read() {
        return http.get(port, "/_sim/meta/arrivals?after=" + next)
                .map(StatusFeed::parse)
                .map(this::tell);
    }

    private Void tell(JsonNode page) {
        next = page.path("next").asInt();
        page.path("lines").forEach(this::tellOne);
        return null;
    }

    private void tellOne(JsonNode line) {
        var made = line.path(3).asText();
        if (made.isEmpty()) return;
        crowd.withPhone(line.path(2).asText())
                .ifPresent(contact -> contact.got(made, line.path(1).asText()));
    }

    private static JsonNode parse(Buffer body) {
        try {
            return Webhook.JSON.readTree(body.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
