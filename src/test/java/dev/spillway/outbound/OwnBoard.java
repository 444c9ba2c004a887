package dev.spillway.outbound;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A board in memory, for nodes that share a test. */
final class OwnBoard implements NoticeBoard {
    final Map<String, Notice> up = new LinkedHashMap<>();
    private final Map<String, Instant> claims = new HashMap<>();
    private final Clock clock;
    boolean away;

    OwnBoard() {
        this(Clock.systemUTC());
    }

    OwnBoard(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Future<List<Notice>> read() {
        return away ? Future.failedFuture("away") : Future.succeededFuture(List.copyOf(up.values()));
    }

    @Override
    public Future<Void> put(Notice notice) {
        if (away) return Future.failedFuture("away");
        up.put(notice.key(), notice);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> takeDown(Notice.Kind kind, String destination, String subject) {
        if (away) return Future.failedFuture("away");
        up.remove(Notice.key(kind, destination, subject));
        return Future.succeededFuture();
    }

    @Override
    public Future<Boolean> claim(String what, String by, Duration most) {
        if (away) return Future.failedFuture("away");
        if (clock.instant().isBefore(claims.getOrDefault(what, Instant.EPOCH))) return Future.succeededFuture(false);
        claims.put(what, clock.instant().plus(most));
        return Future.succeededFuture(true);
    }

    @Override
    public Future<Void> free(String what, String by, Duration after) {
        if (away) return Future.failedFuture("away");
        claims.put(what, clock.instant().plus(after));
        return Future.succeededFuture();
    }
}
