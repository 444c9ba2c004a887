package dev.spillway.dead;

import java.util.List;

/**
 * Some letters, the latest first.
 *
 * @param next what to ask {@code after} for those that follow; empty if there are none
 */
public record LetterPage(List<Letter> letters, String next) {
    public LetterPage {
        letters = List.copyOf(letters);
    }
}
