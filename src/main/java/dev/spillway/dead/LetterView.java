package dev.spillway.dead;

import org.jspecify.annotations.Nullable;

/**
 * One letter, opened.
 *
 * @param body JSON value; masked unless asked for in full
 */
public record LetterView(Letter letter, @Nullable Object body) {
    @Override
    public String toString() {
        return "LetterView[" + letter.id() + "]";
    }
}
