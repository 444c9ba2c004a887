package dev.spillway.outbound;

import dev.spillway.connector.Outcome;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Keeps one destination in step with the board, both ways. Belongs to one event loop. */
final class Liaison {
    private final Destination destination;
    private final Notices notices;
    private final String node;
    private final Clock clock;
    private final Trials trials = new SharedTrials();

    /** @param node the name of this node */
    Liaison(Destination destination, Notices notices, String node, Clock clock) {
        this.destination = destination;
        this.notices = notices;
        this.node = node;
        this.clock = clock;
    }

    /** Begins. */
    void start() {
        holds().tell(this::held, this::goesOn);
        holds().inTurn(trials);
        destination.runner().logins().onRevoked(this::revoked);
        notices.listen(destination.name(), this::heard);
    }

    /** Tells and shows nothing more. */
    void stop() {
        holds().tell(held -> {}, held -> {});
        holds().inTurn(Trials.alone());
        holds().show(all -> {});
        destination.runner().logins().onRevoked((login, outcome) -> {});
        notices.listen(destination.name(), change -> {});
    }

    private void heard(Notices.Change change) {
        var notice = change.notice();
        switch (notice.kind()) {
            case HELD -> heardOfHold(notice, change.isUp());
            case STOPPED -> heardOfStop(notice, change.isUp());
            case BREAKER -> forcing().set(change.isUp() ? forced(notice) : Forced.AUTO);
            case RESUMED -> heardOfResume(notice);
        }
    }

    private void heardOfHold(Notice notice, boolean isUp) {
        if (isUp) holds().begin(new Held(notice.subject(), notice.text(), notice.by(), notice.at()));
        else holds().end(notice.subject());
    }

    private void heardOfStop(Notice notice, boolean isUp) {
        if (isUp) destination.condition().stop().shut(notice.text());
        else goOn();
    }

    private void heardOfResume(Notice notice) {
        if (notice.subject().isEmpty()) goOn();
        else holds().resume(notice.subject());
    }

    /** A word that only a newer version knows changes nothing. */
    private Forced forced(Notice notice) {
        try {
            return Forced.of(notice.text());
        } catch (IllegalArgumentException e) {
            return forcing().now();
        }
    }

    private void goOn() {
        destination.runner().logins().resume();
        destination.condition().pause().end();
        destination.condition().stop().open();
    }

    /** Trials of all nodes, one after the other. */
    private final class SharedTrials implements Trials {
        @Override
        public Future<Boolean> claim(String operation, Duration most) {
            return notices.claim(what(operation), node, most);
        }

        @Override
        public void next(String operation, Duration wait) {
            notices.free(what(operation), node, wait);
        }

        private String what(String operation) {
            return destination.name() + "|" + operation;
        }
    }

    private void held(Held held) {
        put(Notice.Kind.HELD, held.operation(), held.by(), held.reason());
    }

    private void goesOn(Held held) {
        takeDown(Notice.Kind.HELD, held.operation());
    }

    private void revoked(String login, Outcome outcome) {
        put(Notice.Kind.STOPPED, "", node, login + ": " + outcome.reason());
    }

    /** Somebody has acted: all nodes try again. See {@link BackendDesk#resume(String)}. */
    Future<Void> resume() {
        return takeDown(Notice.Kind.STOPPED, "").compose(down -> put(Notice.Kind.RESUMED, "", node, ""));
    }

    /** The same for one operation. */
    Future<Void> resume(String operation) {
        trials.next(operation, Duration.ZERO);
        return takeDown(Notice.Kind.HELD, operation).compose(down -> put(Notice.Kind.RESUMED, operation, node, ""));
    }

    /** What a person wants of the breaker, on all nodes until another wish. */
    Future<Void> force(Forced wanted) {
        return wanted == Forced.AUTO
                ? takeDown(Notice.Kind.BREAKER, "")
                : put(Notice.Kind.BREAKER, "", node, wanted.word());
    }

    private Future<Void> put(Notice.Kind kind, String subject, String by, String text) {
        return notices.put(notice(kind, subject, by, text));
    }

    private Future<Void> takeDown(Notice.Kind kind, String subject) {
        return notices.takeDown(notice(kind, subject, node, ""));
    }

    private Notice notice(Notice.Kind kind, String subject, String by, String text) {
        return new Notice(kind, destination.name(), subject, by, text, Instant.ofEpochMilli(clock.millis()));
    }

    private Forcing forcing() {
        return destination.condition().forcing();
    }

    private Holds holds() {
        return destination.condition().holds();
    }
}
