package dev.spillway.ingress.meta;

import dev.spillway.event.ContactKey;
import dev.spillway.event.DedupeKey;
import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.event.Origin;
import dev.spillway.event.Payload;
import dev.spillway.ingress.WebhookDecoder;
import java.io.IOException;
import java.util.List;

/**
 * Takes a body of the WhatsApp Cloud API apart, in one pass and without a tree of it.
 *
 * <p>Promises: every element becomes one event with its exact bytes; an element of no known form becomes an {@code OPAQUE}
 * event and leaves its neighbours alone; arrays of unknown names are kept; a body that is no JSON (or nests deeper than 256,
 * or ends in the middle) or has another envelope becomes one {@code UNREADABLE} event, whole. Keys may come in any order. An
 * envelope without any element yields no event. Callable from any thread.
 */
public final class MetaDecoder implements WebhookDecoder {
    private final String source;
    private final int shards;

    /**
     * Makes a decoder.
     *
     * @param source the name events carry as their source
     * @param shards how many shards there are, at least 1
     */
    public MetaDecoder(String source, int shards) {
        this.source = source;
        this.shards = shards;
    }

    @Override
    public List<Event> decode(byte[] body) {
        try {
            var envelope = Envelope.read(body);
            return envelope.isKnown()
                    ? new Assembly(source, shards).of(envelope)
                    : List.of(unreadable("unknown_envelope", body));
        } catch (IOException notJson) {
            return List.of(unreadable("not_json", body));
        }
    }

    private Event unreadable(String word, byte[] body) {
        var payload = Payload.of(body);
        var key = new DedupeKey("body:" + Sha256.of(payload));
        var contact = ContactKey.ofSource(source);
        return new Event(
                key.id(source),
                source,
                EventKind.UNREADABLE,
                word,
                key,
                contact,
                contact.shard(shards),
                Origin.NONE,
                null,
                payload,
                Payload.EMPTY);
    }
}
