package dev.spillway.dispatch;

import dev.spillway.inbox.Entry;

/**
 * An event whose run is due.
 *
 * @param entry the event
 * @param from where its entry lies
 * @param attempt 1 for the first run
 */
record Work(Entry entry, From from, int attempt) {
    /** Where an entry lies; the name in lower case is what the scripts know it by. */
    enum From {
        INBOX("inbox"),
        DELAYED("delayed");

        private final String text;

        From(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    int shard() {
        return entry.event().shard();
    }

    /** Names this entry on this node. */
    String id() {
        return shard() + "/" + entry.id();
    }
}
