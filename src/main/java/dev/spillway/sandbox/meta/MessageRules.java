package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What the Cloud API demands of a message's body: what all share, then what its kind needs. */
final class MessageRules {
    private static final int TEXT_MAX = 4096;
    private static final int CALLBACK_DATA_MAX = 512;
    private static final int ID_MAX = 512;

    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9 ()-]{7,24}");
    private static final Pattern USER_ID = Pattern.compile("[A-Z]{2}\\.[A-Za-z0-9.]{1,132}");
    private static final Set<String> COMPONENTS = Set.of("header", "body", "button", "carousel", "limited_time_offer");

    private static final Map<String, Consumer<Part>> KINDS = Map.ofEntries(
            Map.entry("text", MessageRules::text),
            Map.entry("reaction", MessageRules::reaction),
            Map.entry("location", MessageRules::location),
            Map.entry("contacts", MessageRules::contacts),
            Map.entry("image", part -> MediaRules.captioned(part, "id", "link", "caption")),
            Map.entry("video", part -> MediaRules.captioned(part, "id", "link", "caption")),
            Map.entry("document", part -> MediaRules.captioned(part, "id", "link", "caption", "filename")),
            Map.entry("audio", part -> MediaRules.plain(part, "id", "link", "voice")),
            Map.entry("sticker", part -> MediaRules.plain(part, "id", "link")),
            Map.entry("template", MessageRules::template),
            Map.entry("interactive", InteractiveRules::check));

    private MessageRules() {}

    /** The first breach; empty if there is none. */
    static Optional<MetaError> breach(ObjectNode body) {
        var scrutiny = new Scrutiny();
        var whole = scrutiny.of(body);
        whole.child("messaging_product")
                .demand(
                        body.path("messaging_product").asText().equals("whatsapp"),
                        MetaError.badParameter("The parameter messaging_product is required and must be whatsapp"));
        recipient(whole);
        whole.child("biz_opaque_callback_data").optionalText(CALLBACK_DATA_MAX);
        whole.child("recipient_type").ifGiven(type -> type.oneOf("individual", "group"));
        whole.child("context").ifGiven(context -> context.child("message_id").text(ID_MAX));
        kind(whole);
        return scrutiny.breach();
    }

    private static void recipient(Part whole) {
        var to = whole.child("to");
        var person = whole.child("recipient");
        if (!person.isGiven()) to.required();
        to.ifGiven(given -> given.matches(NUMBER));
        if (!to.isGiven()) person.ifGiven(given -> given.matches(USER_ID));
    }

    private static void kind(Part whole) {
        var type = whole.node().path("type").asText("text");
        var rules = KINDS.get(type);
        if (rules == null) {
            whole.demand(false, MetaError.badParameter("Param type is unknown: " + type));
            return;
        }
        whole.keys(
                "messaging_product",
                "recipient_type",
                "to",
                "recipient",
                "type",
                "context",
                "biz_opaque_callback_data",
                "recipient_identity_key_hash",
                "messaging_account_id",
                type);
        rules.accept(whole.child(type).required());
    }

    private static void text(Part text) {
        text.keys("body", "preview_url").child("body").text(TEXT_MAX);
    }

    /** Without an emoji it takes a reaction back. */
    private static void reaction(Part reaction) {
        reaction.keys("message_id", "emoji").child("message_id").text(ID_MAX);
        reaction.child("emoji").required().optionalText(64);
    }

    private static void location(Part location) {
        location.keys("latitude", "longitude", "name", "address");
        location.child("latitude").number(-90, 90);
        location.child("longitude").number(-180, 180);
        location.child("name").optionalText(1000);
        location.child("address").optionalText(1000);
    }

    private static void contacts(Part contacts) {
        contacts.count(1, 257).each().forEach(MessageRules::contact);
    }

    private static void contact(Part contact) {
        contact.keys("name", "phones", "emails", "addresses", "org", "urls", "birthday");
        var name = contact.child("name").required();
        name.child("formatted_name").text(1000);
        name.demand(name.node().size() > 1, name.invalid("needs a part besides formatted_name"));
    }

    private static void template(Part template) {
        template.keys("name", "language", "components");
        template.child("name").text(ID_MAX);
        template.child("language").required().child("code").text(10);
        var components = template.child("components");
        components.demand(!components.isGiven() || components.node().isArray(), components.invalid("is not valid"));
        components.each().forEach(MessageRules::component);
    }

    private static void component(Part component) {
        component.keys("type", "sub_type", "index", "parameters", "cards");
        var type = component.node().path("type").asText().toLowerCase(Locale.ROOT);
        component.demand(COMPONENTS.contains(type), component.invalid("has no known type"));
        if (!type.equals("button")) return;
        component.child("sub_type").text(20);
        component.child("index").required();
    }
}
