package dev.spillway.json;

/** A file that people wrote is wrong. The message is for them: {@code file:line: key: what is wrong; how to mend it}. */
public final class YamlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * One problem.
     *
     * @param line from 1
     * @param key the path of the key, e.g. {@code redis.url}; empty if it is about the whole file
     * @param what what is wrong and how to mend it
     */
    public YamlException(String file, int line, String key, String what) {
        super(file + ":" + line + ": " + (key.isEmpty() ? "" : key + ": ") + what, null, false, false);
    }
}
