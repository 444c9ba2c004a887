package dev.spillway.ingress;

import dev.spillway.inbox.Inbox;
import io.vertx.core.http.HttpServerRequest;

/** What the webhooks of one event loop share. */
record Desk(IngressSettings settings, Inbox inbox, BodyBudget budget, ErrorReplies replies, AcceptWatch watch) {
    /** Answers at once; what still comes of the body is thrown away. */
    void refuse(HttpServerRequest request, SourceMeters meters, Reason reason) {
        meters.received();
        meters.refused(reason);
        request.handler(new Drain(request, settings));
        replies.send(request, reason);
    }
}
