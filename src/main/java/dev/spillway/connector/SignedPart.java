package dev.spillway.connector;

import dev.spillway.event.Payload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A part of what a backend signs of its webhooks. */
sealed interface SignedPart {
    /**
     * Its bytes; null if the webhook lacks it.
     *
     * @param sentAt as its header says; empty where none is looked for
     */
    @Nullable
    ByteBuffer of(Arrival arrival, String sentAt);

    /** What is the same in all of them. */
    record Text(String text) implements SignedPart {
        @Override
        public ByteBuffer of(Arrival arrival, String sentAt) {
            return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The body as it came. */
    record Body() implements SignedPart {
        @Override
        public ByteBuffer of(Arrival arrival, String sentAt) {
            return arrival.body().view();
        }
    }

    /** {@code POST}. */
    record Method() implements SignedPart {
        @Override
        public ByteBuffer of(Arrival arrival, String sentAt) {
            return raw(arrival.method());
        }
    }

    /** Path and query as they came. */
    record Path() implements SignedPart {
        @Override
        public ByteBuffer of(Arrival arrival, String sentAt) {
            return raw(arrival.path());
        }
    }

    /** When it was sent, as it is written. */
    record SentAt() implements SignedPart {
        @Override
        public ByteBuffer of(Arrival arrival, String sentAt) {
            return raw(sentAt);
        }
    }

    /** A header's value. */
    record Header(String name) implements SignedPart {
        @Override
        public @Nullable ByteBuffer of(Arrival arrival, String sentAt) {
            var value = arrival.header(name);
            return value == null ? null : raw(value);
        }
    }

    /** The head of a request is read byte by byte: each is one character. */
    private static ByteBuffer raw(String head) {
        return Payload.of(head.getBytes(StandardCharsets.ISO_8859_1)).view();
    }
}
