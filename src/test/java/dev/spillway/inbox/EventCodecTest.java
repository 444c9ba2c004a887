package dev.spillway.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.event.ContactKey;
import dev.spillway.event.DedupeKey;
import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.event.Origin;
import dev.spillway.event.Payload;
import dev.spillway.support.Events;
import java.time.Instant;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventCodecTest {
    @Property
    void readsBackWhateverItWrote(
            @ForAll @StringLength(max = 300) String text,
            @ForAll EventKind kind,
            @ForAll byte[] payload,
            @ForAll @Nullable Long occurredAtMs) {
        var key = new DedupeKey(wellFormed(text));
        var event = new Event(
                key.id("meta"),
                "meta",
                kind,
                wellFormed(text),
                key,
                new ContactKey("p:" + wellFormed(text)),
                3,
                new Origin(wellFormed(text), "", "messages"),
                occurredAtMs == null ? null : Instant.ofEpochMilli(occurredAtMs / 2),
                Payload.of(payload),
                Payload.of(wellFormed(text)));
        assertThat(EventCodec.decode(3, EventCodec.encode(event))).isEqualTo(event);
        var moved = event.movedTo(ContactKey.ofUser("MX.1"), 1);
        assertThat(EventCodec.decode(0, EventCodec.encode(moved))).isEqualTo(moved);
    }

    /** A lone surrogate is no character: UTF-8 has no form for it. */
    private static String wellFormed(String text) {
        return new String(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void refusesBytesThatAreCutOffAnywhere() {
        var stored = EventCodec.encode(Events.message("k", "5215550104321", 64));
        for (var length = 0; length < stored.length; length++) {
            var cut = Arrays.copyOf(stored, length);
            assertThatThrownBy(() -> EventCodec.decode(0, cut)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void takesAKindThatANewerVersionWroteAsOpaque() {
        var stored = EventCodec.encode(Events.message("k", "5215550104321", 64));
        stored[1] = 31;
        assertThat(EventCodec.decode(0, stored).kind()).isEqualTo(EventKind.OPAQUE);
    }
}
