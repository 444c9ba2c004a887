package dev.spillway.gate;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Recognises opt-outs and opt-ins in what people write and press. A word counts only if it is the whole message, whatever its
 * accents, capitals, and the signs and emoji around it. Pure; callable from any thread.
 */
public final class OptOuts {
    /** Longer texts are no word. */
    private static final int LENGTH_MAX = 80;

    private static final Pattern MARKS = Pattern.compile("[\\p{M}\\p{Cf}]+");
    private static final Pattern AROUND = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$");
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");

    private final WordsFile file;
    private final Set<String> stop;
    private final Set<String> stopUnlessAsked;
    private final Set<String> start;

    public OptOuts(WordsFile file) {
        this.file = file;
        this.stop = folded(file.stop());
        this.stopUnlessAsked = folded(file.stopUnlessAsked());
        this.start = folded(file.start());
    }

    /** What somebody wants. */
    public enum Wish {
        /** No more. */
        STOP,
        /** Again. */
        START
    }

    /**
     * What a message asks for.
     *
     * @param text what was written; empty if a button was pressed
     * @param payload of the button that was pressed; empty if none was
     * @param isAsked whether a question to the person is open
     */
    public Optional<Wish> in(String text, String payload, boolean isAsked) {
        if (!payload.isEmpty()) return pressed(payload);
        if (text.length() > LENGTH_MAX) return Optional.empty();
        var word = folded(text);
        if (stop.contains(word) || (!isAsked && stopUnlessAsked.contains(word))) return Optional.of(Wish.STOP);
        return start.contains(word) ? Optional.of(Wish.START) : Optional.empty();
    }

    private Optional<Wish> pressed(String payload) {
        if (file.stopPayloads().contains(payload)) return Optional.of(Wish.STOP);
        return file.startPayloads().contains(payload) ? Optional.of(Wish.START) : Optional.empty();
    }

    /** What words and buttons are about. */
    public List<SendClass> byWords() {
        return file.categories().words();
    }

    /** What WhatsApp's own switch is about. */
    public List<SendClass> byWhatsapp() {
        return file.categories().whatsapp();
    }

    /** The key of the text that confirms a wish; empty for none. */
    public String confirmation(Wish wish) {
        return wish == Wish.STOP ? file.confirmation() : file.welcome();
    }

    private static Set<String> folded(List<String> words) {
        return words.stream().map(OptOuts::folded).collect(Collectors.toUnmodifiableSet());
    }

    static String folded(String text) {
        var plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        var words = AROUND.matcher(plain).replaceAll("");
        return SPACE.matcher(words).replaceAll(" ").toLowerCase(Locale.ROOT);
    }
}
