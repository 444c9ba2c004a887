package dev.spillway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.ContactKey;
import dev.spillway.event.Event;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Several nodes, each call of each at any moment, nodes that die between two calls: what is true of homes in the end. */
class HomesPropertyTest {
    private static final String Y = "525550104321";
    private static final String X = "MX.48291037465512093847";
    private static final String Z = "MX.70011223344556677889";

    private final MemoryBook book = MemoryBook.stepped();
    private final List<Homes> nodes = List.of(node(), node());
    private final List<Event> unfinished = new ArrayList<>();
    private final Map<ContactKey, List<ContactKey>> answers = new HashMap<>();

    private Homes node() {
        return new Homes(book, Sightings.SHARDS, new HomesMetrics(new SimpleMeterRegistry()), Clock.systemUTC());
    }

    @Provide
    Arbitrary<List<Event>> onePerson() {
        return Arbitraries.of(Sightings.byPhone(Y, 1), Sightings.byBoth(X, Y), Sightings.byUser(X))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<List<Event>> twoPeopleWithOneNumber() {
        return Arbitraries.of(
                        Sightings.byPhone(Y, 1),
                        Sightings.byBoth(X, Y),
                        Sightings.byUser(X),
                        Sightings.byBoth(Z, Y),
                        Sightings.byUser(Z))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Property(tries = 1000)
    void aPersonHasOneHomeOnceAPhoneCameWithTheUserId(
            @ForAll("onePerson") List<Event> events, @ForAll @Size(60) List<Byte> choices) {
        interleave(events, choices);
        interleave(List.of(Sightings.byBoth(X, Y)), choices);

        var first = home(nodes.get(0), Sightings.byBoth(X, Y));
        for (var node : nodes) {
            assertThat(home(node, Sightings.byPhone(Y, 2))).isEqualTo(first);
            assertThat(home(node, Sightings.byUser(X))).isEqualTo(first);
            assertThat(home(node, Sightings.byBoth(X, Y))).isEqualTo(first);
        }
        assertThat(first).isIn(ContactKey.ofPhone(Y), ContactKey.ofUser(X));
    }

    @Property(tries = 1000)
    void aUsersHomeNeverChangesAndIsNeverSharedWithWhoHasTheNumberNext(
            @ForAll("twoPeopleWithOneNumber") List<Event> events, @ForAll @Size(60) List<Byte> choices) {
        interleave(events, choices);

        for (var user : List.of(X, Z)) {
            var homes = answers.computeIfAbsent(ContactKey.ofUser(user), none -> new ArrayList<>());
            homes.add(home(nodes.get(0), Sightings.byUser(user)));
            assertThat(homes).containsOnly(homes.get(0));
        }
        assertThat(home(nodes.get(1), Sightings.byUser(X))).isNotEqualTo(home(nodes.get(1), Sightings.byUser(Z)));
        for (var user : List.of(X, Z)) {
            var both = home(nodes.get(0), Sightings.byBoth(user, Y));
            assertThat(answers.get(ContactKey.ofUser(user))).containsOnly(both);
        }
    }

    /** All that was begun ends at last: what a dead node left is run again by the next. */
    private void interleave(List<Event> events, List<Byte> choices) {
        for (var i = 0; i < events.size(); i++) begin(events.get(i), choices.get(i));
        for (int choice : choices) {
            if (book.waiting() > 0) happen(choice);
        }
        while (!unfinished.isEmpty()) {
            for (var event : List.copyOf(unfinished)) begin(event, 0);
            while (book.waiting() > 0) book.step(0);
        }
    }

    private void happen(int choice) {
        if (choice % 5 == 0) book.drop(choice);
        else book.step(choice);
    }

    private void begin(Event event, int choice) {
        if (!unfinished.contains(event)) unfinished.add(event);
        nodes.get(choice & 1).homeOf(event).onSuccess(home -> ended(event, home));
    }

    private void ended(Event event, Optional<ContactKey> home) {
        unfinished.remove(event);
        answers.computeIfAbsent(event.contactKey(), none -> new ArrayList<>()).add(home.orElse(event.contactKey()));
    }

    private ContactKey home(Homes node, Event event) {
        Future<Optional<ContactKey>> home = node.homeOf(event);
        while (book.waiting() > 0) book.step(0);
        return home.result().orElse(event.contactKey());
    }
}
