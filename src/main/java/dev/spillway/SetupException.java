package dev.spillway;

import java.util.List;

/** Configuration files are wrong. One line a problem, for the person who wrote them. */
final class SetupException extends Exception {
    private static final long serialVersionUID = 1L;

    SetupException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
