package dev.spillway.whatsapp.message;

import java.util.regex.Pattern;

/**
 * A file of ours at Meta ({@code id}, from an upload by this very number), or one that Meta fetches itself ({@code link}).
 *
 * @param key {@code id} or {@code link}
 */
record MediaReference(String key, String value) {
    private static final int ID_MAX = 64;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]+");

    /** Exactly one of the two. */
    static MediaReference read(Fields input) {
        if (input.has("id") == input.has("link")) throw input.wrong("id", "or link is needed, and only one of them");
        return input.has("id")
                ? new MediaReference("id", input.matching("id", ID_MAX, ID, "the id of an upload"))
                : new MediaReference("link", input.url("link"));
    }
}
