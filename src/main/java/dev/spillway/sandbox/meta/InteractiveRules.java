package dev.spillway.sandbox.meta;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What the Cloud API demands of interactive messages, each by its own kind. */
final class InteractiveRules {
    private static final int BODY_MAX = 1024;
    private static final int LIST_BODY_MAX = 4096;
    private static final int FOOTER_MAX = 60;
    private static final int HEADER_MAX = 60;

    /** How each kind's action is looked at. */
    private static final Map<String, Consumer<Part>> ACTIONS = Map.ofEntries(
            Map.entry("button", InteractiveRules::buttons),
            Map.entry("list", InteractiveRules::list),
            Map.entry("cta_url", InteractiveRules::link),
            Map.entry("flow", InteractiveRules::flow),
            Map.entry("product", InteractiveRules::product),
            Map.entry("product_list", InteractiveRules::products),
            Map.entry("order_details", OrderRules::details),
            Map.entry("order_status", OrderRules::status),
            Map.entry("catalog_message", action -> action.child("name").oneOf("catalog_message")),
            Map.entry("location_request_message", action -> action.child("name").oneOf("send_location")),
            Map.entry("request_contact_info", action -> {}));

    /** Kinds that are understood without a body. */
    private static final Set<String> BODY_OPTIONAL = Set.of("product");

    private InteractiveRules() {}

    static void check(Part interactive) {
        interactive.keys("type", "header", "body", "footer", "action");
        var kinds = ACTIONS.keySet().stream().sorted().toArray(String[]::new);
        var type = interactive.child("type").oneOf(kinds).text();
        interactive.child("header").ifGiven(header -> header(type, header));
        var body = interactive.child("body");
        if (!BODY_OPTIONAL.contains(type)) body.required();
        body.ifGiven(given -> given.child("text").text(type.equals("list") ? LIST_BODY_MAX : BODY_MAX));
        interactive.child("footer").ifGiven(footer -> footer.child("text").text(FOOTER_MAX));
        ACTIONS.getOrDefault(type, action -> {})
                .accept(interactive.child("action").required());
    }

    private static void header(String type, Part header) {
        var kind =
                header.child("type").oneOf("text", "image", "video", "document").text();
        header.demand(!type.equals("product"), header.invalid("is not allowed"));
        var textOnly = type.equals("list") || type.equals("product_list");
        header.demand(!textOnly || kind.equals("text"), header.invalid("must be a text"));
        if (kind.equals("text")) {
            header.child("text").text(HEADER_MAX);
        } else {
            MediaRules.source(header.child(kind).required());
        }
    }

    private static void buttons(Part action) {
        var buttons = action.child("buttons").count(1, 3);
        buttons.each().forEach(InteractiveRules::button);
        var differ = Part.differ(
                        buttons.each().map(one -> one.child("reply").child("id").text()))
                && Part.differ(buttons.each()
                        .map(one -> one.child("reply").child("title").text()));
        buttons.demand(differ, buttons.invalid("must have different ids and titles"));
    }

    private static void button(Part button) {
        button.child("type").oneOf("reply");
        var reply = button.child("reply").required();
        reply.child("id").length(1, 256);
        reply.child("title").length(1, 20);
    }

    private static void list(Part action) {
        action.child("button").length(1, 20);
        var sections = action.child("sections").count(1, 10);
        var several = sections.node().size() > 1;
        sections.each().forEach(section -> section(section, several));
        var rows = sections.each().flatMap(one -> one.child("rows").each()).toList();
        sections.demand(rows.size() <= 10, sections.invalid("must hold at most 10 rows in total, hold " + rows.size()));
        var differ = Part.differ(rows.stream().map(row -> row.child("id").text()));
        sections.demand(differ, sections.invalid("must have rows with different ids"));
    }

    private static void section(Part section, boolean titled) {
        if (titled) section.child("title").required();
        section.child("title").optionalLength(24);
        section.child("rows").count(1, 10).each().forEach(InteractiveRules::row);
    }

    private static void row(Part row) {
        row.keys("id", "title", "description");
        row.child("id").length(1, 200);
        row.child("title").length(1, 24);
        row.child("description").optionalLength(72);
    }

    private static void link(Part action) {
        action.child("name").oneOf("cta_url");
        var parameters = action.child("parameters").required();
        parameters.child("display_text").length(1, 20);
        parameters.child("url").url();
    }

    private static void flow(Part action) {
        action.child("name").oneOf("flow");
        var parameters = action.child("parameters").required();
        parameters.child("flow_message_version").oneOf("3");
        parameters.demand(
                parameters.has("flow_id") != parameters.has("flow_name"), MetaError.missing("flow_id or flow_name"));
        parameters.child("flow_cta").length(1, 30);
        parameters.child("flow_token").optionalLength(200);
        parameters.child("flow_action").ifGiven(given -> given.oneOf("navigate", "data_exchange"));
        parameters.child("mode").ifGiven(given -> given.oneOf("draft", "published"));
    }

    private static void product(Part action) {
        action.child("catalog_id").text(100);
        action.child("product_retailer_id").text(100);
    }

    private static void products(Part action) {
        action.child("catalog_id").text(100);
        var sections = action.child("sections").count(1, 10);
        var several = sections.node().size() > 1;
        sections.each().forEach(section -> shelf(section, several));
        var items = sections.each()
                .mapToInt(one -> one.node().path("product_items").size())
                .sum();
        sections.demand(items <= 30, sections.invalid("must hold at most 30 products in total, hold " + items));
    }

    private static void shelf(Part section, boolean titled) {
        if (titled) section.child("title").required();
        section.child("title").optionalLength(24);
        section.child("product_items")
                .count(1, 30)
                .each()
                .forEach(item -> item.child("product_retailer_id").text(100));
    }
}
