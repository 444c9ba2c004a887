package dev.spillway.template;

import org.jspecify.annotations.Nullable;

/** What stands above a template's text. */
sealed interface Header {
    /**
     * A text.
     *
     * @param text with at most one placeholder
     * @param sample what the placeholder is filled with for Meta's reviewers; null if there is none
     */
    record Text(String text, @Nullable String sample) implements Header {}

    /**
     * A picture.
     *
     * @param sample handle of an upload for Meta's reviewers
     */
    record Image(String sample) implements Header {}

    /**
     * A film.
     *
     * @param sample handle of an upload for Meta's reviewers
     */
    record Video(String sample) implements Header {}

    /**
     * A file.
     *
     * @param sample handle of an upload for Meta's reviewers
     */
    record Document(String sample) implements Header {}

    /** A place on the map. */
    record Location() implements Header {}
}
