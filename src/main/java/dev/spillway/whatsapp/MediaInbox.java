package dev.spillway.whatsapp;

import dev.spillway.connector.Connector;
import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Fetches what people sent to a number: {@code fetchMedia {mediaId, sha256?, key}}; done gives {@code {key, bytes, sha256}}. A destination
 * of its own, so that no message waits for a file.
 */
public final class MediaInbox implements Connector {
    private final String sender;

    /** @param sender whose number it is */
    public MediaInbox(String sender) {
        this.sender = sender;
    }

    @Override
    public String name() {
        return sender;
    }

    @Override
    public Set<String> operations() {
        return Set.of("fetchMedia");
    }

    @Override
    public Step begin(Operation operation) {
        var mediaId = Body.text(operation.input(), "mediaId");
        var key = Body.text(operation.input(), "key");
        if (!operations().contains(operation.name()) || mediaId.isEmpty() || key.isEmpty()) {
            return new Step.Done(Outcome.of(Outcome.Kind.INVALID, "fetchMedia needs mediaId and key"));
        }
        var input = new LinkedHashMap<String, Object>(Map.of("sender", sender, "mediaId", mediaId, "key", key));
        input.put("sha256", Body.text(operation.input(), "sha256"));
        return new Step.Errand("fetchMedia", input, Step.Done::new);
    }
}
