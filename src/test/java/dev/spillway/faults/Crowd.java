package dev.spillway.faults;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** All contacts; those who wait for a 200 are away until it has come. */
final class Crowd {
    private static final double EAGER_SHARE = 0.1;

    private final List<Contact> contacts;
    private final Map<String, Contact> byPhone = new HashMap<>();
    private final ArrayDeque<Contact> ready;
    private final Random random;

    Crowd(int size, int campaigns, Random random) {
        this.random = random;
        this.contacts = IntStream.range(0, size)
                .mapToObj(index -> new Contact(index, campaigns))
                .toList();
        this.ready = new ArrayDeque<>(contacts);
        contacts.forEach(contact -> byPhone.put(contact.phone(), contact));
    }

    /** Somebody with something to tell. */
    Optional<Contact> next() {
        return Optional.ofNullable(ready.poll());
    }

    /** Somebody with a status to tell; nobody has anything else. */
    Optional<Contact> nextWithStatus() {
        var found = ready.stream().filter(Contact::hasStatuses).findFirst();
        found.ifPresent(ready::remove);
        return found;
    }

    /** Heard: may tell the next thing, some of them at once. */
    void back(Contact contact) {
        if (random.nextDouble() < EAGER_SHARE) {
            ready.addFirst(contact);
        } else {
            ready.addLast(contact);
        }
    }

    Contact at(int index) {
        return contacts.get(index);
    }

    Optional<Contact> withPhone(String phone) {
        return Optional.ofNullable(byPhone.get(phone));
    }

    /** Nobody remembers whom it has greeted. */
    void forgotten() {
        contacts.forEach(Contact::forgotten);
    }

    /** Nobody gets messages from elsewhere any more; what of those is not told yet never will be. */
    void endCampaigns() {
        contacts.forEach(Contact::endCampaigns);
    }

    boolean hasStatuses() {
        return contacts.stream().anyMatch(Contact::hasStatuses);
    }
}
