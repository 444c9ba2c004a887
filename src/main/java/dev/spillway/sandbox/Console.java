package dev.spillway.sandbox;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The terminal. Writes UTF-8 whatever the locale says, and keeps its own way out, so that System.out can be given to a log
 * file. Colours only where the start script found a terminal (system property {@code spillway.tty}) and {@code NO_COLOR} is
 * not set.
 */
final class Console {
    private static final String RESET = "\u001b[0m";

    private final PrintStream out;
    private final boolean colours;

    Console(PrintStream out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    static Console open() {
        var noColour = System.getenv().getOrDefault("NO_COLOR", "");
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        return new Console(out, Boolean.getBoolean("spillway.tty") && noColour.isEmpty());
    }

    /** How a word looks where colours are on. */
    enum Style {
        BOLD("\u001b[1m"),
        DIM("\u001b[2m"),
        GOOD("\u001b[32m"),
        BAD("\u001b[31m");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    String styled(Style style, String text) {
        return colours ? style.code + text + RESET : text;
    }

    void line(String text) {
        out.println(text);
    }
}
