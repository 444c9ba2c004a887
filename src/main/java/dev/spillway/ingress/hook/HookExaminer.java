package dev.spillway.ingress.hook;

import dev.spillway.connector.Arrival;
import dev.spillway.connector.Proof;
import dev.spillway.connector.Report;
import dev.spillway.connector.Report.Misfit;
import dev.spillway.connector.Webhook;
import dev.spillway.event.Payload;
import dev.spillway.ingress.Examined;
import dev.spillway.ingress.Examiner;
import dev.spillway.ingress.Reason;
import dev.spillway.ingress.Verification;
import dev.spillway.json.Thinking;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies and reads webhooks as a connector's file says: on the event loop where that is soon done, else on a worker. */
record HookExaminer(Webhook webhook, HookEvents events, Thinking thinking, Clock clock) implements Examiner {
    private static final Logger LOG = LoggerFactory.getLogger(HookExaminer.class);

    @Override
    public Future<Examined> examine(HttpServerRequest request, byte[] body) {
        var arrival = arrival(request, body);
        return thinking.of(body.length, () -> examined(arrival));
    }

    private static Arrival arrival(HttpServerRequest request, byte[] body) {
        return new Arrival(request.method().name(), request.uri(), headers(request), Payload.of(body));
    }

    private static Map<String, String> headers(HttpServerRequest request) {
        var headers = new HashMap<String, String>();
        for (var header : request.headers()) {
            headers.merge(
                    header.getKey().toLowerCase(Locale.ROOT), header.getValue(), (one, other) -> one + "," + other);
        }
        return headers;
    }

    /** Nothing of a body is read before it is known whose it is. */
    private Examined examined(Arrival arrival) {
        var proof = webhook.prove(arrival, clock.instant());
        var flaw = proof.flaw();
        if (flaw != null) return Examined.refused(reason(flaw), "");
        var reports = webhook.read(arrival);
        var misfit = misfit(reports);
        misfit.ifPresent(this::log);
        return misfit.filter(it -> webhook.refusesMisfits())
                .map(it -> Examined.refused(it.json() ? Reason.MISFIT : Reason.NOT_JSON, it.reason()))
                .orElseGet(() -> taken(proof, reports));
    }

    private static Reason reason(Proof.Flaw flaw) {
        return switch (flaw) {
            case MISSING -> Reason.MISSING_SIGNATURE;
            case WRONG -> Reason.WRONG_SIGNATURE;
            case STALE -> Reason.STALE_SIGNATURE;
        };
    }

    private static Optional<Misfit> misfit(List<Report> reports) {
        return reports.stream()
                .filter(Misfit.class::isInstance)
                .map(Misfit.class::cast)
                .findFirst();
    }

    private void log(Misfit misfit) {
        LOG.atWarn()
                .addKeyValue("source", events.backend())
                .addKeyValue("reason", misfit.reason())
                .addKeyValue("refused", webhook.refusesMisfits())
                .log("webhook.misfit");
    }

    private Examined taken(Proof proof, List<Report> reports) {
        return new Examined(
                Verification.by(proof.secret()),
                reports.stream().map(events::of).toList());
    }
}
