package dev.spillway.outbound;

import dev.spillway.connector.HttpReply;
import dev.spillway.connector.Outcome;
import io.vertx.core.AsyncResult;

/** What an ending says of a destination's health. */
enum Sign {
    /** It answers. */
    ALIVE,
    /** It does not, or only that it cannot. */
    FAILING,
    /** Nothing: it was not asked. */
    NONE;

    static Sign of(AsyncResult<HttpReply> ended) {
        if (ended.succeeded()) return ended.result().status() >= 500 ? FAILING : ALIVE;
        if (!(ended.cause() instanceof CallFailure failure)) return NONE;
        return switch (failure.kind()) {
            case REFUSED, HELD, NO_LEASE -> NONE;
            case NOT_SENT, NO_ANSWER -> FAILING;
            case TOO_LARGE -> ALIVE;
        };
    }

    /** Of a run that only asked whether it is up. */
    static Sign of(Ending ending) {
        if (ending.refused() || ending.calls() == 0) return NONE;
        return ending.outcome().kind() == Outcome.Kind.UNAVAILABLE ? FAILING : ALIVE;
    }
}
