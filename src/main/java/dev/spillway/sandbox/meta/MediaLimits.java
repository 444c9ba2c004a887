package dev.spillway.sandbox.meta;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which media types Meta takes, and how large they may be. */
final class MediaLimits {
    private static final long MB = 1 << 20;
    private static final int STICKER_STATIC = 100 << 10;
    private static final int STICKER_ANIMATED = 500 << 10;
    private static final int ANIMATION_FLAG_AT = 20;

    private static final Map<String, Long> BYTES_MAX = new TreeMap<>(Map.copyOf(Stream.of(
                    all(5 * MB, "image/jpeg", "image/png"),
                    all(16 * MB, "audio/aac", "audio/mp4", "audio/mpeg", "audio/amr", "audio/ogg", "audio/opus"),
                    all(16 * MB, "video/mp4", "video/3gpp"),
                    all(
                            100 * MB,
                            "text/plain",
                            "application/pdf",
                            "application/msword",
                            "application/vnd.ms-excel",
                            "application/vnd.ms-powerpoint",
                            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                            "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
                    all(STICKER_ANIMATED, "image/webp"))
            .flatMap(group -> group.entrySet().stream())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));

    private MediaLimits() {}

    private static Map<String, Long> all(long bytesMax, String... types) {
        return Stream.of(types).collect(Collectors.toMap(type -> type, type -> bytesMax));
    }

    /**
     * What is wrong with a file; empty if nothing.
     *
     * @param mimeType parameters such as a codec do not matter
     * @param start the file's first bytes
     */
    static Optional<MetaError> breach(String mimeType, long bytes, Buffer start) {
        var type = bare(mimeType);
        var max = BYTES_MAX.get(type);
        if (max == null) {
            return Optional.of(MetaError.badParameter("Param file must be a file with one of the following types: "
                    + String.join(", ", BYTES_MAX.keySet()) + ". Received file of type '" + type + "'."));
        }
        if (bytes == 0) return Optional.of(MetaError.mediaUpload("The file is empty"));
        var most = type.equals("image/webp") && !isAnimated(start) ? STICKER_STATIC : max;
        if (bytes <= most) return Optional.empty();
        return Optional.of(
                MetaError.mediaUpload("A file of type " + type + " has at most " + most + " bytes, this has " + bytes));
    }

    static String bare(String mimeType) {
        return mimeType.split(";", 2)[0].trim();
    }

    /** A WebP whose extended header says that it is moving. */
    private static boolean isAnimated(Buffer start) {
        return start.length() > ANIMATION_FLAG_AT
                && start.getString(12, 16).equals("VP8X")
                && (start.getByte(ANIMATION_FLAG_AT) & 2) != 0;
    }
}
