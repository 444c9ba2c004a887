package dev.spillway.whatsapp.message;

import java.util.Map;
import java.util.Optional;

/**
 * What interactive messages have in common: {@code text}, and perhaps a header and a footer.
 *
 * @param header {@code {text}}, or {@code {image | video | document: {id | link, filename?}}}
 */
record Frame(Optional<Object> header, Optional<String> text, Optional<String> footer) {
    static final int BODY_MAX = 1024;
    private static final int FOOTER_MAX = 60;
    private static final int HEADER_MAX = 60;
    private static final int FILENAME_MAX = 240;

    /** With any header. */
    static Frame read(Fields input) {
        var header = input.optionalObject("header").map(Frame::header);
        return new Frame(header, Optional.of(input.text("text", BODY_MAX)), footer(input));
    }

    /** With a header of text, or none. */
    static Frame withTextHeader(Fields input, int bodyMax) {
        var header = input.optionalObject("header").<Object>map(Frame::textHeader);
        return new Frame(header, Optional.of(input.text("text", bodyMax)), footer(input));
    }

    /** Without a header. */
    static Frame headless(Fields input) {
        return new Frame(Optional.empty(), Optional.of(input.text("text", BODY_MAX)), footer(input));
    }

    /** Without a header, perhaps without a text. */
    static Frame optional(Fields input) {
        return new Frame(Optional.empty(), input.optionalText("text", BODY_MAX), footer(input));
    }

    private static Optional<String> footer(Fields input) {
        return input.optionalText("footer", FOOTER_MAX);
    }

    private static Object header(Fields header) {
        for (var type : java.util.List.of("image", "video", "document")) {
            var media = header.optionalObject(type);
            if (media.isPresent())
                return Pairs.of("type", type).and(type, media(media.get())).map();
        }
        return textHeader(header);
    }

    private static Map<String, Object> media(Fields media) {
        var file = MediaReference.read(media);
        return Pairs.of(file.key(), file.value())
                .and("filename", media.optionalText("filename", FILENAME_MAX))
                .map();
    }

    private static Map<String, Object> textHeader(Fields header) {
        return Pairs.of("type", "text")
                .and("text", header.text("text", HEADER_MAX))
                .map();
    }

    /** The message of that type with what it offers to do. */
    Interactive with(String type, Map<String, Object> action) {
        return new Interactive(type, this, action);
    }

    /** An interactive message. */
    record Interactive(String kind, Frame frame, Map<String, Object> action) implements Content {
        @Override
        public String type() {
            return "interactive";
        }

        @Override
        public Object json() {
            return Pairs.of("type", kind)
                    .and("header", frame.header)
                    .and("body", frame.text.map(text -> Map.of("text", text)))
                    .and("footer", frame.footer.map(text -> Map.of("text", text)))
                    .and("action", action)
                    .map();
        }
    }
}
