package dev.spillway.load;

/**
 * What an event tells.
 *
 * @param change as it stands in {@code entry[].changes[]}
 * @param key what makes two of them the same, by the documented rule
 */
record Kind(Template change, Template key, boolean isStatus) {
    static final Kind ORDER = message("order");
    static final Kind THANKS = message("thanks");
    static final Kind HELLO = message("hello");
    static final Kind LONG = message("long");
    static final Kind REACTION = message("reaction");
    static final Kind IMAGE = message("image");
    static final Kind AUDIO = message("audio");
    static final Kind LOCATION = message("location");
    static final Kind BUTTON = message("button");
    static final Kind SENT = status("sent");
    static final Kind DELIVERED = status("delivered");
    static final Kind READ = status("read");

    private static final String NUMBER = "118264500913347";

    private static Kind message(String name) {
        return of(name, "wamid.HBgN5215555{contact}FQIAEhgU{id}AA==", false);
    }

    private static Kind status(String name) {
        return of(name, "wamid.HBgN5215555{contact}FQIAERgS{id}AA==:" + name, true);
    }

    private static Kind of(String name, String key, boolean isStatus) {
        return new Kind(Template.read(name + ".json"), Template.of(NUMBER + ":" + key), isStatus);
    }
}
