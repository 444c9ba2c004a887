package dev.spillway.ops;

import java.util.List;

/**
 * What came of reading the files anew.
 *
 * @param edition in use now, a short hash of the files
 * @param before what was in use
 * @param backends destinations that start afresh, or ended
 * @param problems why the files were refused, one line each; empty if they were not
 */
public record ReloadAnswer(String edition, String before, List<String> backends, List<String> problems) {
    public ReloadAnswer {
        backends = List.copyOf(backends);
        problems = List.copyOf(problems);
    }

    /** In a word. */
    public String result() {
        if (!problems.isEmpty()) return "refused";
        return edition.equals(before) && backends.isEmpty() ? "same" : "changed";
    }
}
