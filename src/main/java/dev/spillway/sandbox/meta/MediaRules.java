package dev.spillway.sandbox.meta;

import java.util.regex.Pattern;

/** What the Cloud API demands of a piece of media in a message: an id or a link, and no more words than allowed. */
final class MediaRules {
    private static final Pattern ID = Pattern.compile("\\d{1,32}");
    private static final int CAPTION_MAX = 1024;
    private static final int FILENAME_MAX = 240;

    private MediaRules() {}

    static void captioned(Part media, String... keys) {
        plain(media, keys);
        media.child("caption").optionalText(CAPTION_MAX);
        media.child("filename").optionalText(FILENAME_MAX);
    }

    static void plain(Part media, String... keys) {
        media.keys(keys);
        source(media);
    }

    /** One of them, not both. */
    static void source(Part media) {
        media.demand(
                media.has("id") || media.has("link"),
                MetaError.missing(media.child("id").name() + " or link"));
        media.demand(
                !(media.has("id") && media.has("link")),
                MetaError.badParameter("Param " + media.name() + " takes id or link, not both"));
        media.child("id").ifGiven(id -> id.matches(ID));
        media.child("link").ifGiven(Part::url);
    }
}
