package dev.spillway.ladder;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;

/**
 * Messages and statuses as Meta tells them. Number n alone says what an element is and whose; a run's own word makes its id
 * differ from those of other runs.
 */
final class Elements {
    /** The simulated ERP knows an order of each, which has the contact's own number. */
    static final int CONTACTS = 20_000;

    private static final int FIRST_ORDER = 900_000;
    private static final int SPREAD = 7_919;
    private static final String[] STATUSES = {"sent", "delivered", "read"};
    private static final String[] WORDS = {
        "Gracias 🙏",
        "¡Qué buena promoción! ¿Hasta cuándo dura? 😍",
        "ok",
        "Sí, \"quiero\" el descuento del 20%\nmándenme más información por favor 🎉🛍️",
        "Boa tarde, vocês têm a camisa azul no tamanho M?",
        "Do you also deliver on Sundays? \\o/"
    };

    private final ObjectMapper json;
    private final String run;

    /** @param run begins all ids, hex digits */
    Elements(ObjectMapper json, String run) {
        this.json = json;
        this.run = run;
    }

    static String phone(long n) {
        return "5215555" + order(n);
    }

    static String name(long n) {
        return n % 2 == 0 ? "Rocío Téllez" : "João \"Zé\" 🌵";
    }

    private static long order(long n) {
        return FIRST_ORDER + n * SPREAD % CONTACTS;
    }

    private String wamid(long n) {
        return "wamid.HBgN" + phone(n) + "FQIAERgS" + run + HexFormat.of().toHexDigits(n) + "AA==";
    }

    /** With what Meta adds about the conversation and its price. */
    ObjectNode status(long n, long seconds) {
        var status = bareStatus(n, seconds);
        status.putObject("conversation")
                .put("id", HexFormat.of().toHexDigits(n * SPREAD))
                .putObject("origin")
                .put("type", "marketing");
        status.putObject("pricing")
                .put("billable", true)
                .put("pricing_model", "PMP")
                .put("category", "marketing")
                .put("type", "regular");
        return status;
    }

    /** With the least that Meta adds: about 270 bytes. */
    ObjectNode shortStatus(long n, long seconds) {
        var status = bareStatus(n, seconds);
        status.putObject("pricing").put("billable", true).put("category", "marketing");
        return status;
    }

    private ObjectNode bareStatus(long n, long seconds) {
        return json.createObjectNode()
                .put("id", wamid(n))
                .put("status", STATUSES[(int) (n % STATUSES.length)])
                .put("timestamp", Long.toString(seconds))
                .put("recipient_id", phone(n))
                .put("biz_opaque_callback_data", "campaign=buen-fin-2026;segment=" + n % 100);
    }

    /** @param kind 0..19: what it is; a fifth of the kinds ask for an order */
    ObjectNode message(long n, int kind, long seconds) {
        var message = json.createObjectNode()
                .put("from", phone(n))
                .put("id", wamid(n))
                .put("timestamp", Long.toString(seconds));
        switch (kind) {
            case 0, 5, 10, 15 -> text(message, "¿Dónde está mi pedido " + order(n) + "? 📦");
            case 1, 11 -> image(message);
            case 2, 12 -> reaction(message, n);
            case 3, 13 -> button(message, n);
            case 4 -> location(message);
            default -> text(message, WORDS[kind % WORDS.length]);
        }
        return message;
    }

    private static void text(ObjectNode message, String body) {
        message.put("type", "text").putObject("text").put("body", body);
    }

    private static void image(ObjectNode message) {
        message.put("type", "image")
                .putObject("image")
                .put("caption", "¿Tienen este modelo? 👟")
                .put("mime_type", "image/jpeg")
                .put("sha256", "5KZq0NWkqPBvMrnZrm2PzGJHnNNTxw8J2lnV6gyqbVk=")
                .put("id", "1003383421387256");
    }

    private void reaction(ObjectNode message, long n) {
        message.put("type", "reaction")
                .putObject("reaction")
                .put("message_id", wamid(n + 1))
                .put("emoji", "👍");
    }

    private void button(ObjectNode message, long n) {
        message.putObject("context").put("from", "525541007700").put("id", wamid(n + 1));
        message.put("type", "button")
                .putObject("button")
                .put("payload", "VER_OFERTA")
                .put("text", "Ver oferta");
    }

    private static void location(ObjectNode message) {
        message.put("type", "location")
                .putObject("location")
                .put("latitude", 19.4326)
                .put("longitude", -99.1332)
                .put("name", "Zócalo");
    }
}
