package dev.spillway.whatsapp;

import dev.spillway.connector.Operation;
import dev.spillway.connector.Step;
import dev.spillway.whatsapp.message.LimitException;
import dev.spillway.whatsapp.message.MessageBody;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** {@code sendMedia} with {@code file: {key, mimeType}}: a file of our own, which is brought to Meta before the message names it. */
final class MediaFile {
    private static final long MEGABYTE = 1 << 20;

    /** What Meta takes of a type: any kind of document. */
    private record Kind(long bytesMax, Set<String> mimeTypes) {}

    private static final Map<String, Kind> KINDS = Map.of(
            "image", new Kind(5 * MEGABYTE, Set.of("image/jpeg", "image/png")),
            "audio",
                    new Kind(
                            16 * MEGABYTE,
                            Set.of(
                                    "audio/aac",
                                    "audio/amr",
                                    "audio/mpeg",
                                    "audio/mp4",
                                    "audio/ogg",
                                    "audio/ogg; codecs=opus")),
            "video", new Kind(16 * MEGABYTE, Set.of("video/mp4", "video/3gpp")),
            "sticker", new Kind(500 << 10, Set.of("image/webp")),
            "document", new Kind(100 * MEGABYTE, Set.of()));

    private MediaFile() {}

    static boolean isIn(Operation operation) {
        return "sendMedia".equals(operation.name()) && operation.input().get("file") != null;
    }

    /** Refuses what is wrong before anything is brought there; then sends what names the file by its id. */
    static Step upload(Operation operation, String sender, Function<Operation, Step> send) {
        var file = Body.of(operation.input().get("file"));
        MessageBody.of(naming(operation, "0"));
        var kind = KINDS.getOrDefault(Body.text(operation.input(), "type"), new Kind(0, Set.of()));
        var mimeType = file.text("mimeType");
        if (file.text("key").isEmpty()) throw new LimitException("file.key is missing");
        if (!mimeType.matches("[a-z]+/[A-Za-z0-9.+-]+(; codecs=[a-z0-9]+)?")) {
            throw new LimitException("file.mimeType must be one such as application/pdf");
        }
        if (!kind.mimeTypes.isEmpty() && !kind.mimeTypes.contains(mimeType)) {
            throw new LimitException("file.mimeType must be one of " + new TreeSet<>(kind.mimeTypes));
        }
        var input = Map.<String, Object>of(
                "sender", sender, "key", file.text("key"), "mimeType", mimeType, "bytesMax", kind.bytesMax);
        return new Step.Errand(
                "uploadMedia",
                input,
                outcome -> outcome.succeeded()
                        ? send.apply(
                                naming(operation, String.valueOf(outcome.value().get("id"))))
                        : new Step.Done(outcome));
    }

    private static Operation naming(Operation operation, String id) {
        var input = new LinkedHashMap<>(operation.input());
        input.remove("file");
        input.put("id", id);
        return new Operation(operation.name(), input, operation.context());
    }
}
