package dev.spillway.flow;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A text without accents and capitals, for comparing, that still knows where in the written text each character came from.
 * "¿Dónde está mi pedido Nº 12?" is folded to "¿donde esta mi pedido no 12?".
 */
final class Folded {
    /** As long as a WhatsApp text can be; what stands behind is not looked at. */
    private static final int LENGTH_MAX = 4096;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    /** What turns a digit into a key cap, or one look of an emoji into another. */
    private static final Pattern DRESS = Pattern.compile("[\\x{20E3}\\x{FE00}-\\x{FE0F}\\x{200B}-\\x{200D}\\x{2060}]");

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private static final int ASCII_MAX = 0x7f;

    private final String written;
    private final String text;
    private final int[] origins;
    private final String words;

    private Folded(String written) {
        this.written = written;
        // One written character may fold to several (the ligature "ﬁ" is gone by then, but "ǆ" lower-cases to two).
        this.origins = new int[3 * written.length() + 1];
        var folded = new StringBuilder(written.length());
        for (var at = 0; at < written.length(); at += Character.charCount(written.codePointAt(at))) append(folded, at);
        this.text = folded.toString();
        origins[text.length()] = written.length();
        this.words = " " + NO_WORD.matcher(text).replaceAll(" ").trim() + " ";
    }

    static Folded of(String text) {
        var cut = text.length() > LENGTH_MAX ? text.substring(0, LENGTH_MAX) : text;
        return new Folded(
                DRESS.matcher(Normalizer.normalize(cut, Normalizer.Form.NFKC)).replaceAll(""));
    }

    /** A pattern's source without accents; its capitals stay, since {@code \W} is not {@code \w}. */
    static String unaccented(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    }

    private void append(StringBuilder folded, int origin) {
        var plain = plain(written.codePointAt(origin));
        for (var i = 0; i < plain.length() && folded.length() < origins.length - 1; i++) {
            origins[folded.length()] = origin;
            folded.append(plain.charAt(i));
        }
    }

    private static String plain(int codePoint) {
        if (Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint)) return " ";
        var character = Character.toString(codePoint);
        // Nearly all characters have no accent that would have to be looked for.
        return (codePoint <= ASCII_MAX ? character : unaccented(character)).toLowerCase(Locale.ROOT);
    }

    /** The folded text. */
    String text() {
        return text;
    }

    /** What was written where the folded text has {@code start} to {@code end}. */
    String written(int start, int end) {
        return written.substring(origins[start], origins[end]);
    }

    /** Whether these words, already folded, stand in the text next to each other. */
    boolean has(String phrase) {
        return words.contains(" " + phrase + " ");
    }

    /** The words alone, folded, one space between them. */
    String words() {
        return words.trim();
    }
}
