package dev.spillway.dead;

import dev.spillway.event.Event;
import dev.spillway.event.Payload;
import dev.spillway.inbox.EventCodec;
import dev.spillway.lane.Delivery;
import dev.spillway.lane.DeliveryCodec;
import java.util.Base64;
import java.util.function.Supplier;

/** Reads what letters hold. Whatever is wrong with it ends as {@link IllegalArgumentException}. */
final class Held {
    private Held() {}

    static Delivery delivery(StoredLetter stored) {
        return delivery(stored.body());
    }

    static Delivery delivery(String stored) {
        return read(() -> DeliveryCodec.decode(Payload.of(stored)));
    }

    static Event event(StoredLetter stored) {
        return event(stored.letter().shard(), stored.body());
    }

    static Event event(int shard, String stored) {
        return read(() -> EventCodec.decode(shard, Base64.getDecoder().decode(stored)));
    }

    /** The decoders cast what they expect; a letter of another version may hold something else. */
    private static <T> T read(Supplier<T> decoding) {
        try {
            return decoding.get();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("what the letter holds cannot be read", e);
        }
    }
}
