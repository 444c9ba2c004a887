package dev.spillway.outbound;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is on the board, as this node knows it: what the others put up a second later, its own at once. While the board cannot be
 * reached all stays as it is, and what was put up here is told when it can. Belongs to one event loop.
 */
final class Notices {
    /** How long it takes until a node sees what another one put up. */
    static final Duration LOOK = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private final NoticeBoard board;
    private final Alarms alarms;
    private final Map<String, Notice> up = new HashMap<>();
    private final Map<String, Change> untold = new LinkedHashMap<>();
    private final Map<String, Consumer<Change>> listeners = new HashMap<>();
    private Runnable next = () -> {};
    private boolean stopped;
    private boolean away;

    /** A notice that went up, or came down. */
    record Change(Notice notice, boolean isUp) {}

    Notices(NoticeBoard board, Alarms alarms) {
        this.board = board;
        this.alarms = alarms;
    }

    /** Calls back after each change of a destination's notices, at once with those that are up. One listener a destination. */
    void listen(String destination, Consumer<Change> listener) {
        listeners.put(destination, listener);
        up.values().stream()
                .filter(notice -> notice.destination().equals(destination))
                .forEach(notice -> listener.accept(new Change(notice, true)));
    }

    /** Looks now, and then again and again. Completes after the first look, whatever came of it. */
    Future<Void> start() {
        return look().onComplete(done -> again());
    }

    void stop() {
        stopped = true;
        next.run();
    }

    /** Completes when all nodes are about to know it; fails if they will only later. Here it holds already. */
    Future<Void> put(Notice notice) {
        return change(new Change(notice, true));
    }

    /** The same for one that comes down. */
    Future<Void> takeDown(Notice notice) {
        return change(new Change(notice, false));
    }

    /** Takes what only one node may have at a time; see {@link NoticeBoard#claim}. */
    Future<Boolean> claim(String what, String by, Duration most) {
        return board.claim(what, by, most);
    }

    /** It is free again after so long. Who cannot be told sees it end by itself. */
    void free(String what, String by, Duration after) {
        board.free(what, by, after).onFailure(this::unreachable);
    }

    private Future<Void> change(Change change) {
        untold.put(change.notice.key(), change);
        apply(change);
        return tell(change);
    }

    private Future<Void> tell(Change change) {
        var notice = change.notice;
        var told =
                change.isUp ? board.put(notice) : board.takeDown(notice.kind(), notice.destination(), notice.subject());
        return told.onSuccess(done -> untold.remove(notice.key(), change));
    }

    private void again() {
        if (!stopped) next = alarms.set(LOOK, () -> look().onComplete(done -> again()));
    }

    /** What changed here while the answer was on its way is newer than the answer. */
    private Future<Void> look() {
        for (var change : List.copyOf(untold.values())) tell(change).onFailure(this::unreachable);
        var before = Map.copyOf(up);
        return board.read()
                .onSuccess(seen -> seen(before, seen))
                .onFailure(this::unreachable)
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    private void seen(Map<String, Notice> before, List<Notice> seen) {
        away = false;
        var changes = new ArrayList<Change>();
        var down = new HashMap<>(up);
        for (var notice : seen) {
            down.remove(notice.key());
            if (!notice.equals(up.get(notice.key()))) changes.add(new Change(notice, true));
        }
        down.values().forEach(notice -> changes.add(new Change(notice, false)));
        changes.stream().filter(change -> isOld(before, change)).forEach(this::apply);
    }

    private boolean isOld(Map<String, Notice> before, Change change) {
        var key = change.notice.key();
        return !untold.containsKey(key)
                && Optional.ofNullable(before.get(key)).equals(Optional.ofNullable(up.get(key)));
    }

    private void apply(Change change) {
        if (change.isUp) up.put(change.notice.key(), change.notice);
        else up.remove(change.notice.key());
        var listener = listeners.get(change.notice.destination());
        if (listener != null) listener.accept(change);
    }

    private void unreachable(Throwable cause) {
        if (away) return;
        away = true;
        LOG.atWarn().addKeyValue("cause", cause.getMessage()).log("notices.away");
    }
}
