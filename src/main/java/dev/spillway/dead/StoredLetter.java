package dev.spillway.dead;

/**
 * A letter with what it holds.
 *
 * @param body JSON of a delivery, or an event's stored form in base64; may be unreadable
 */
record StoredLetter(Letter letter, String body) {
    @Override
    public String toString() {
        return "StoredLetter[" + letter.id() + "]";
    }
}
