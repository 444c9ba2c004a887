package dev.spillway.yaml;

/**
 * One thing wrong with a file that people write.
 *
 * @param line counted from 1; 0 if it concerns no line
 * @param key the path, e.g. {@code operations.getOrder.steps[0].out}; empty if it concerns the whole file
 * @param cure what to do about it; empty if {@code what} says it already
 */
public record Problem(String file, int line, String key, String what, String cure) {
    /** {@code file:line: key: what; cure}, without the parts that are empty. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + (key.isEmpty() ? "" : ": " + key) + ": " + what
                + (cure.isEmpty() ? "" : "; " + cure);
    }
}
