package dev.spillway.connector.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one file. */
public final class Problems {
    /** More than a person mends in one go; the rest shows up after the first are mended. */
    private static final int COUNT_MAX = 100;

    private final String file;
    private final Lines lines;
    private final List<Problem> found = new ArrayList<>();

    public Problems(String file) {
        this.file = file;
        this.lines = new Lines();
    }

    /** Notes a problem of a key; its line is that of the key or of the nearest key above it that exists. */
    public void add(String key, String what, String cure) {
        addAt(lines.of(key), key, what, cure);
    }

    void addAt(int line, String key, String what, String cure) {
        if (found.size() < COUNT_MAX) found.add(new Problem(file, line, key, what, cure));
    }

    /** Notes "did you mean" for a word that is none of those known. */
    public void addUnknown(String key, String word, Collection<String> known) {
        addUnknownAt(lines.of(key), key, word, known);
    }

    void addUnknownAt(int line, String key, String word, Collection<String> known) {
        addAt(line, key, "unknown \"" + word + "\"", Nearest.cure(word, known));
    }

    /** Whether this key or anything below it has a problem. */
    public boolean below(String key) {
        return found.stream().anyMatch(problem -> Lines.isWithin(problem.key(), key));
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** By line. */
    public List<Problem> list() {
        return found.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
    }

    void locate(String key, int line) {
        lines.put(key, line);
    }
}
