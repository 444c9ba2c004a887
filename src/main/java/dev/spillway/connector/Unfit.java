package dev.spillway.connector;

/** A webhook does not have what its file asks for. The message names the key, never what was there. Carries no stack trace. */
final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unfit(String key, String what) {
        super(key + ": " + what, null, false, false);
    }
}
