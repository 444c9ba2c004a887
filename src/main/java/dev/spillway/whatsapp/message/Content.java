package dev.spillway.whatsapp.message;

/** What a message says: the part of its body that differs from kind to kind. */
interface Content {
    /** The kind's name, which is also the key of {@link #json()} in the body. */
    String type();

    /** What stands under that key, as JSON. */
    Object json();
}
