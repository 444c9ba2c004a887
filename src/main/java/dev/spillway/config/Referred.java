package dev.spillway.config;

import dev.spillway.yaml.Written;

/** Secrets of {@code gateway.yaml} stand somewhere else. */
final class Referred {
    private Referred() {}

    /** Throws {@link IllegalArgumentException} if some of it is written out; the sentence begins with the key, and shows nothing. */
    static void check(String key, Written secret, String example) {
        if (secret.isReferred()) return;
        throw new IllegalArgumentException(key + " is a secret and stands in a file; write ${secret:" + example
                + "} and nothing else, and put it into a file of that name or into the environment");
    }
}
