package dev.spillway.outbound;

import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A board in memory, for nodes that share a test. */
final class OwnBoard implements NoticeBoard {
    final Map<String, Notice> up = new LinkedHashMap<>();
    boolean away;

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
}
