package dev.spillway.gate;

import dev.spillway.yaml.Default;
import java.util.List;

/**
 * {@code consent.yaml}, as written: how people opt out and in again, and what that is about.
 *
 * @param stop words that opt out
 * @param stopUnlessAsked words that opt out only while no question to the person is open, since they may be its answer
 * @param start words that opt in again
 * @param stopPayloads payloads of buttons that opt out, as they are
 * @param startPayloads payloads of buttons that opt in again, as they are
 * @param categories what words, buttons and WhatsApp's own switch for marketing are about
 * @param confirmation key of the text that confirms an opt-out; empty for none
 * @param welcome key of the text that confirms an opt-in; empty for none
 */
public record WordsFile(
        List<String> stop,
        @Default List<String> stopUnlessAsked,
        List<String> start,
        @Default List<String> stopPayloads,
        @Default List<String> startPayloads,
        Categories categories,
        @Default String confirmation,
        @Default String welcome) {
    public WordsFile {
        stop = List.copyOf(stop);
        stopUnlessAsked = List.copyOf(stopUnlessAsked);
        start = List.copyOf(start);
        stopPayloads = List.copyOf(stopPayloads);
        startPayloads = List.copyOf(startPayloads);
        check("stop", stop);
        check("stopUnlessAsked", stopUnlessAsked);
        check("start", start);
        for (var word : start) {
            if (isIn(stop, word) || isIn(stopUnlessAsked, word)) {
                throw new IllegalArgumentException("start must not hold what opts out: " + word);
            }
        }
    }

    private static boolean isIn(List<String> words, String word) {
        return words.stream().map(OptOuts::folded).anyMatch(OptOuts.folded(word)::equals);
    }

    private static void check(String key, List<String> words) {
        for (var word : words) {
            if (OptOuts.folded(word).isEmpty()) {
                throw new IllegalArgumentException(key + " must hold words, not \"" + word + "\"");
            }
        }
    }

    /**
     * What an opt-out is about.
     *
     * @param words those that text and buttons opt out of, and in again
     * @param whatsapp those that WhatsApp's own switch is about
     */
    public record Categories(List<SendClass> words, List<SendClass> whatsapp) {
        public Categories {
            words = List.copyOf(words);
            whatsapp = List.copyOf(whatsapp);
            if (words.isEmpty()) throw new IllegalArgumentException("words must name at least one class");
            if (whatsapp.isEmpty()) throw new IllegalArgumentException("whatsapp must name at least one class");
        }
    }
}
