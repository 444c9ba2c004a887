package dev.spillway.template;

/**
 * Where a template stands on the board.
 *
 * @param account at the provider, or of a sender that has none
 */
record BoardKey(String account, String name, String language) {
    private static final String BETWEEN = "/";
    private static final int PARTS = 3;

    /** Reads a {@link #word}. */
    static BoardKey of(String word) {
        var parts = word.split(BETWEEN, PARTS);
        if (parts.length < PARTS) throw new IllegalArgumentException("no place of a template: " + word);
        return new BoardKey(parts[0], parts[1], parts[2]);
    }

    /** In one word. */
    String word() {
        return String.join(BETWEEN, account, name, language);
    }
}
