package dev.spillway.whatsapp.message;

import java.util.Optional;
import java.util.Set;

/**
 * {@code sendMedia {type, id | link, caption?, filename?, voice?}}: an image, video, audio, document or sticker.
 *
 * @param voice plays as a recorded note; the file must be OGG with OPUS
 */
record MediaMessage(
        String type, MediaReference file, Optional<String> caption, Optional<String> filename, boolean voice)
        implements Content {
    private static final Set<String> TYPES = Set.of("image", "video", "audio", "document", "sticker");
    private static final Set<String> WITHOUT_CAPTION = Set.of("audio", "sticker");
    private static final int CAPTION_MAX = 1024;
    /** Longer than any file system's names. */
    private static final int FILENAME_MAX = 240;

    static MediaMessage read(Fields input) {
        var type = input.choice("type", TYPES);
        var caption = input.optionalText("caption", CAPTION_MAX);
        var filename = input.optionalText("filename", FILENAME_MAX);
        if (caption.isPresent() && WITHOUT_CAPTION.contains(type))
            throw input.wrong("caption", "does not go with " + type);
        if (filename.isPresent() && !"document".equals(type))
            throw input.wrong("filename", "goes with a document only");
        var voice = input.flag("voice");
        if (voice && !"audio".equals(type)) throw input.wrong("voice", "goes with audio only");
        return new MediaMessage(type, MediaReference.read(input), caption, filename, voice);
    }

    @Override
    public Object json() {
        var json = Pairs.of(file.key(), file.value()).and("filename", filename).and("caption", caption);
        if (voice) json.and("voice", true);
        return json.map();
    }
}
