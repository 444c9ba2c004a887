package dev.spillway.faults;

import dev.spillway.faults.Fact.Kind;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Random;

/**
 * One person: asks for orders, says what nobody understands, and gets messages whose statuses come back. Tells one thing at a
 * time. Every second person is known by a user id, the others by phone alone.
 */
final class Contact {
    private static final int FIRST_ORDER = 900_000;
    private static final int WAITING_MAX = 500;

    private final int index;
    private final int campaigns;
    private final ArrayDeque<Status> statuses = new ArrayDeque<>();
    private int told;
    private int messages;
    private volatile boolean greeted;

    /** A status to be told. */
    private record Status(String wamid, String word, String callbackData) {}

    /** @param campaigns messages that it gets from elsewhere for each one it writes */
    Contact(int index, int campaigns) {
        this.index = index;
        this.campaigns = campaigns;
    }

    int index() {
        return index;
    }

    String phone() {
        return "5215555" + order();
    }

    /** As the gateway keeps it. */
    String key() {
        return isUser() ? "u:" + user() : "p:525555" + order();
    }

    private int order() {
        return FIRST_ORDER + index;
    }

    private boolean isUser() {
        return index % 2 == 0;
    }

    private String user() {
        return "MX." + phone();
    }

    /** A message to it was accepted: its three statuses will be told. */
    void got(String wamid, String callbackData) {
        if (statuses.size() > WAITING_MAX) return;
        for (var word : new String[] {"sent", "delivered", "read"}) {
            statuses.add(new Status(wamid, word, callbackData));
        }
    }

    /** The gateway has lost its sessions: it will greet again. */
    void forgotten() {
        greeted = false;
    }

    void endCampaigns() {
        statuses.removeIf(status -> status.callbackData.isEmpty());
    }

    boolean hasStatuses() {
        return !statuses.isEmpty();
    }

    /** The next thing to tell of it. */
    Fact next(Random random, long nowMs) {
        var status = statuses.poll();
        if (status != null) return status(status, nowMs / 1000);
        var wamid = wamid(random);
        for (var n = 0; n < campaigns; n++) got(wamid + "C" + n, "");
        return message(wamid, random.nextInt(100), nowMs / 1000);
    }

    private String wamid(Random random) {
        messages++;
        return String.format(Locale.ROOT, "wamid.HBgN%sFQ%04X%016X", phone(), messages, random.nextLong());
    }

    private Fact message(String wamid, int dice, long seconds) {
        if (dice < 60) return say(Kind.QUESTION, wamid, "¿Dónde está mi pedido " + order() + "?", seconds);
        if (dice < 80) return say(Kind.QUESTION, wamid, "Where is my order " + (100_000 + messages) + "?", seconds);
        var kind = greeted ? Kind.MORE_WORDS : Kind.FIRST_WORDS;
        greeted = true;
        return say(kind, wamid, "hola, ¿ayuda? " + messages, seconds);
    }

    private Fact say(Kind kind, String wamid, String text, long seconds) {
        var message = Webhook.message(phone(), wamid, text, seconds);
        if (isUser()) message.put("from_user_id", user());
        return Fact.message(kind, index, ++told, wamid, message.toString());
    }

    private Fact status(Status status, long seconds) {
        var body = Webhook.status(phone(), status.wamid, status.word, seconds);
        if (isUser()) body.put("recipient_user_id", user());
        if (!status.callbackData.isEmpty()) body.put("biz_opaque_callback_data", status.callbackData);
        return Fact.status(index, ++told, status.wamid, status.word, body.toString());
    }
}
