package dev.spillway.connector.yaml;

/**
 * One thing wrong with a file.
 *
 * @param line counted from 1; 0 if it concerns no line
 * @param key the path, e.g. {@code operations.getOrder.steps[0].out}
 * @param cure what to do about it
 */
public record Problem(String file, int line, String key, String what, String cure) {
    @Override
    public String toString() {
        return file + ":" + line + ": " + key + ": " + what + "; " + cure;
    }
}
