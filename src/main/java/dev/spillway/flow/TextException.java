package dev.spillway.flow;

/** A text that cannot be compiled or filled in. Tells which word is to blame, never the data. */
final class TextException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final String what;

    TextException(String what) {
        this(0, what);
    }

    TextException(int line, String what) {
        super(what, null, false, false);
        this.line = line;
        this.what = what;
    }

    /** 1 for the first; 0 if unknown. */
    int line() {
        return line;
    }

    String what() {
        return what;
    }
}
