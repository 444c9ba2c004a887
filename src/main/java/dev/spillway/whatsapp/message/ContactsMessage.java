package dev.spillway.whatsapp.message;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code sendContacts {contacts: [{name: {formatted_name, …}, phones?, emails?, addresses?, org?, urls?, birthday?}]}}, in Meta's own
 * words. A name needs its formatted form and at least one other part.
 */
record ContactsMessage(List<Map<?, ?>> contacts) implements Content {
    /** Meta names no limit but advises against more. */
    private static final int CONTACTS_MAX = 257;

    private static final int NAME_MAX = 512;
    private static final Set<String> NAME_PARTS = Set.of("first_name", "last_name", "middle_name", "suffix", "prefix");

    static ContactsMessage read(Fields input) {
        var contacts = input.objects("contacts", 1, CONTACTS_MAX);
        contacts.forEach(ContactsMessage::check);
        return new ContactsMessage(
                contacts.stream().<Map<?, ?>>map(Fields::input).toList());
    }

    private static void check(Fields contact) {
        var name = contact.object("name");
        name.text("formatted_name", NAME_MAX);
        if (NAME_PARTS.stream().noneMatch(name::has)) throw name.wrong("first_name", "or another part is missing");
        for (var phone : contact.objects("phones", 0, CONTACTS_MAX)) phone.text("phone", NAME_MAX);
        for (var email : contact.objects("emails", 0, CONTACTS_MAX)) email.text("email", NAME_MAX);
        for (var url : contact.objects("urls", 0, CONTACTS_MAX)) url.text("url", 2000);
    }

    @Override
    public String type() {
        return "contacts";
    }

    @Override
    public Object json() {
        return contacts;
    }
}
