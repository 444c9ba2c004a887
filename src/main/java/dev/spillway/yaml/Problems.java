package dev.spillway.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with one file, so that reading goes on behind a mistake. Used by one thread. */
public final class Problems {
    /** More than a person mends in one go; the rest shows up after the first are mended. */
    private static final int COUNT_MAX = 100;

    private final String file;
    private final Lines lines = new Lines();
    private final List<Problem> found = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    public Problems(String file) {
        this.file = file;
    }

    /** Notes a problem of a key; its line is that of the key or of the nearest key above it that exists. */
    public void add(String key, String what, String cure) {
        addAt(lines.of(key), key, what, cure);
    }

    /** Notes what works and should be mended all the same. */
    public void warn(String key, String what, String cure) {
        if (warnings.size() < COUNT_MAX) warnings.add(new Problem(file, lines.of(key), key, what, cure));
    }

    /** What to mend although nothing is wrong, in the order found. */
    public List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    /** Where a key stands: to tell later that it does not fit to another file. */
    public Place place(String key) {
        return new Place(file, lines.of(key), key);
    }

    void addAt(int line, String key, String what, String cure) {
        if (found.size() < COUNT_MAX) found.add(new Problem(file, line, key, what, cure));
    }

    /** Notes "did you mean" for a word that is none of those known. */
    public void addUnknown(String key, String word, Collection<String> known) {
        add(key, "unknown \"" + word + "\"", Nearest.cure(word, known));
    }

    /** Notes why the record at a path was refused; a sentence that begins with a key of it stands at that key. */
    void addRefusal(String path, String sentence) {
        var words = sentence.split(" ", 2);
        var key = Lines.join(path, words[0].substring(words[0].lastIndexOf('.') + 1));
        if (words.length == 2 && lines.has(key)) add(key, words[1], "");
        else add(path, sentence, "");
    }

    /** Whether this key or anything below it has a problem. */
    public boolean below(String key) {
        return found.stream().anyMatch(problem -> Lines.isWithin(problem.key(), key));
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order found. */
    public List<Problem> list() {
        return List.copyOf(found);
    }

    /**
     * What was made of the file, if there is no problem.
     *
     * @param made null only if there is one
     * @throws FaultyFileException with all of them
     */
    public <T> T unlessAny(@Nullable T made) {
        FaultyFileException.throwIfAny(found);
        return Objects.requireNonNull(made, "nothing was made, and no problem says why");
    }

    void locate(String key, int line) {
        lines.put(key, line);
    }
}
