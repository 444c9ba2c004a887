package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.BoundedMap;
import dev.spillway.sandbox.stage.Json;
import io.vertx.core.buffer.Buffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Pieces of media, uploaded or sent by people. Ids of what was uploaded live 30 days and only for the number that uploaded,
 * those of what people sent live 7 days. At most {@value #BYTES_MAX} bytes are kept: beyond, the oldest are forgotten.
 */
final class MediaStore {
    static final long BYTES_MAX = 256L << 20;

    private static final int PIECES_MAX = 100_000;
    private static final int UPLOADED_DAYS = 30;
    private static final int INBOUND_DAYS = 7;
    private static final Set<String> TYPES = Set.of("image", "video", "audio", "document", "sticker");

    private final Now now;
    private final Map<String, Piece> pieces = new BoundedMap<>(PIECES_MAX);
    private long bytes;
    private long nextId = 1_200_099_988_877_766L;

    MediaStore(Now now) {
        this.now = now;
    }

    /**
     * One of them.
     *
     * @param number which uploaded it; empty = people sent it, and every number may fetch it
     */
    record Piece(String id, String number, String mimeType, String sha256, Buffer content, long untilMs) {
        boolean isFor(String other) {
            return number.isEmpty() || number.equals(other);
        }

        ObjectNode describe(String url) {
            var node = Json.object().put("messaging_product", "whatsapp").put("url", url);
            node.put("mime_type", mimeType).put("sha256", sha256);
            return node.put("file_size", String.valueOf(content.length())).put("id", id);
        }
    }

    Piece uploaded(String number, String mimeType, Buffer content, long dayMs) {
        return add(number, mimeType, content, UPLOADED_DAYS * dayMs);
    }

    Piece inbound(String mimeType, Buffer content, long dayMs) {
        return add("", mimeType, content, INBOUND_DAYS * dayMs);
    }

    private Piece add(String number, String mimeType, Buffer content, long livesMs) {
        var id = String.valueOf(nextId++);
        var piece = new Piece(id, number, mimeType, sha256(content), content, now.ms() + livesMs);
        pieces.put(id, piece);
        bytes += content.length();
        while (bytes > BYTES_MAX) remove(pieces.keySet().iterator().next());
        return piece;
    }

    Optional<Piece> get(String id) {
        return Optional.ofNullable(pieces.get(id)).filter(piece -> now.ms() < piece.untilMs);
    }

    boolean remove(String id) {
        var gone = pieces.remove(id);
        if (gone != null) bytes -= gone.content.length();
        return gone != null;
    }

    void clear() {
        pieces.clear();
        bytes = 0;
    }

    /** What is wrong with the ids that a message names. */
    Optional<MetaError> breach(Outgoing message, boolean strict) {
        if (!strict) return Optional.empty();
        return ids(message)
                .filter(named -> get(named.id)
                        .filter(piece -> piece.isFor(message.number()))
                        .isEmpty())
                .findFirst()
                .map(named -> MetaError.mediaUnknown(named.type, named.id));
    }

    private record Named(String type, String id) {}

    /** In the message itself, in the header of an interactive one, in the header of a template. */
    private static Stream<Named> ids(Outgoing message) {
        var holders = Stream.concat(
                Stream.of(message.body(), message.body().path("interactive").path("header")),
                TemplateShape.stream(message.body().path("template").path("components"))
                        .flatMap(component -> TemplateShape.stream(component.path("parameters"))));
        return holders.flatMap(MediaStore::named);
    }

    private static Stream<Named> named(JsonNode holder) {
        return TYPES.stream()
                .filter(type -> holder.path(type).path("id").isTextual())
                .map(type -> new Named(type, holder.path(type).path("id").asText()));
    }

    private static String sha256(Buffer content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
