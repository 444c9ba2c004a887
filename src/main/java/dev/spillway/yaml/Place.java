package dev.spillway.yaml;

/**
 * Where a key of a file stands.
 *
 * @param line counted from 1
 * @param key its path
 */
public record Place(String file, int line, String key) {
    /** Something is wrong there. */
    public Problem problem(String what, String cure) {
        return new Problem(file, line, key, what, cure);
    }
}
