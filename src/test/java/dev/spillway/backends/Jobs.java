package dev.spillway.backends;

import java.util.List;
import java.util.Map;

/**
 * What people make the gateway do by a message: {@code haz <backend> <job> <number>} puts one delivery on a lane. Which jobs there
 * are depends on what the vendor has.
 */
final class Jobs {
    /** Told of whoever writes. */
    private static final String CONTACT = "{\"waId\": $digits(contact.phone), \"name\": \"Cliente \" & number}";

    private static final String TICKET =
            "{\"subject\": \"Tarea \" & number, \"transcript\": [\"Cliente: hola\", \"Bot: hola, \" & $digits(contact.phone)]}";
    private static final String NOTE = "{\"waId\": $digits(contact.phone), \"occurredAt\": occurredAt,"
            + " \"text\": \"Nota \" & number & \" de \" & $digits(contact.phone)%s}";
    private static final String FIND = "{\"waId\": $digits(contact.phone)}";
    private static final String PAY = "{\"orderId\": \"gid://shopify/Order/\" & number, \"amount\": \"1499.90\","
            + " \"currency\": \"MXN\", \"externalRef\": \"pago-\" & number}";

    /** Notes go to tickets that are made first. */
    static final int TICKETS = 20;

    private static final Job MAKE = new Job("contacto", "upsertContact", "NORMAL", CONTACT);
    private static final Job OPEN = new Job("caso", "createTicket", "NORMAL", TICKET);
    private static final Job WRITE = new Job("nota", "addNote", "BULK", NOTE.formatted(""));
    private static final Job ASK = new Job("busca", "findContactByPhone", "INTERACTIVE", FIND);

    private static final Map<String, List<Job>> OF_VENDOR = Map.of(
            "zendesk",
            List.of(
                    MAKE,
                    OPEN,
                    new Job(
                            "nota",
                            "addNote",
                            "BULK",
                            NOTE.formatted(", \"targetId\": $string(1 + $number(number) % " + TICKETS + ")")),
                    ASK),
            "hubspot",
            List.of(MAKE, OPEN, WRITE, ASK),
            "salesforce",
            List.of(MAKE, OPEN, WRITE, ASK),
            "sap-s4hana",
            List.of(reserve("{\"sku\": \"SKU1\", \"quantity\": 1}"), ASK),
            "shopify",
            List.of(
                    MAKE,
                    reserve("{\"variantId\": \"gid://shopify/ProductVariant/1\", \"quantity\": 1}"),
                    new Job("pago", "recordPayment", "NORMAL", PAY),
                    ASK));

    private Jobs() {}

    /**
     * One kind of work.
     *
     * @param word what people say
     * @param input of the operation, as an expression of the flow
     */
    record Job(String word, String operation, String priority, String input) {}

    private static Job reserve(String line) {
        return new Job("reserva", "createDraftOrder", "NORMAL", "{\"lines\": [" + line + "]}");
    }

    static List<Job> of(String vendor) {
        return OF_VENDOR.getOrDefault(vendor, List.of());
    }

    /** What somebody writes to have it done. */
    static String message(Site site, String word, int number) {
        return "haz " + site.backend() + " " + word + " " + number;
    }

    /** The flow that does it. */
    static String flow(Site site) {
        var flow = new StringBuilder("flow: " + site.backend() + "\n");
        flow.append("on: {kinds: [MESSAGE]}\ntriggers:\n  - language: es\n    patterns: ['\\bhaz\\W+")
                .append(site.backend())
                .append("\\W+(?P<job>[a-z]+)\\W+(?P<number>\\d{1,9})\\b']\n");
        flow.append("sample: {job: caso, number: \"1\"}\nsteps:\n");
        for (var job : of(site.vendor())) flow.append(step(site, job));
        return flow.toString();
    }

    private static String step(Site site, Job job) {
        return "  - deliver: {id: %s, to: %s, operation: %s, priority: %s, when: \"job = '%s'\", input: '%s'}\n"
                .formatted(job.word, site.backend(), job.operation, job.priority, job.word, job.input);
    }
}
