package dev.spillway.flow;

/**
 * Something wrong in a file that people write.
 *
 * @param file its name
 * @param line 1 for the first, 0 if the whole file is meant
 * @param path the key, e.g. {@code steps[1].lookup.deadline}; empty if the whole file is meant
 * @param what is wrong, and how to mend it
 */
public record Problem(String file, int line, String path, String what) {
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + (path.isEmpty() ? "" : " " + path) + ": " + what;
    }
}
