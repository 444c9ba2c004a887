package dev.spillway.dispatch;

import dev.spillway.event.ContactKey;
import dev.spillway.event.Event;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells where the person lives whom an event is about. A person is known by phone, by user id, or by both, and each puts an
 * event into another shard; in order, and with one session, are only the events of one home. Whichever alias was seen first
 * names it:
 *
 * <pre>
 *   phone alone           its own home; once a user id has come with the phone, the home of that user
 *   user id alone         its own home
 *   user id with a phone  the user's home if it has one; else the phone's, unless another user claimed that number: then it
 *                         changed hands, and the new user starts afresh; and from then on the phone leads to the same home
 *   changed user id       the new id gets the home of the old one, unless it was seen before
 * </pre>
 *
 * A user id's home never changes while it is in use, so that a move that has to be tried again goes the same way. Events that
 * are running while two aliases turn out to be one person end where they are. Belongs to one event loop.
 */
final class Homes {
    /** A settled home differs from the claimed one only if another owner was first, and never differs twice. */
    private static final int ROUNDS_MAX = 3;

    private final HomeBook book;
    private final int shards;
    private final HomesMetrics metrics;
    private final KnownHomes known;

    Homes(HomeBook book, int shards, HomesMetrics metrics, Clock clock) {
        this.book = book;
        this.shards = shards;
        this.metrics = metrics;
        this.known = new KnownHomes(clock);
        metrics.gauge(known::size);
    }

    /**
     * The home of the person an event is about, if it is under another key; empty if the event is at home, or is to stay where
     * it is whoever it is about. The home may be in the same shard. Fails with {@code UNAVAILABLE} while nobody can tell.
     */
    Future<Optional<ContactKey>> homeOf(Event event) {
        var sight = Sight.of(event, shards).orElse(null);
        if (sight == null) return Future.succeededFuture(Optional.empty());
        return home(event, sight)
                .compose(home -> succeeded(sight, home))
                .map(home -> Optional.of(home).filter(key -> !key.equals(event.contactKey())));
    }

    /** The same event at that home; see {@link Event#movedTo}. */
    static Event moved(Event event, ContactKey home, int shards) {
        return event.movedTo(home, shards);
    }

    /** After a reconnect: Redis may have come back without what was written last. */
    void forget() {
        known.forget();
    }

    private Future<ContactKey> home(Event event, Sight sight) {
        if (!sight.key().isUser()) return book.ofPhone(event).onSuccess(home -> metrics.looked());
        var remembered = known.of(sight);
        return remembered.isPresent() ? remembered(remembered.get()) : lookUp(sight);
    }

    private Future<ContactKey> remembered(ContactKey home) {
        metrics.remembered();
        return Future.succeededFuture(home);
    }

    private Future<ContactKey> lookUp(Sight sight) {
        return book.ofUser(sight.key(), sight.phone()).compose(entry -> joined(sight, entry));
    }

    private Future<ContactKey> joined(Sight sight, HomeBook.Entry entry) {
        var home = entry.home();
        var phone = sight.phone();
        if (phone == null || (home != null && entry.joined())) return found(sight, home == null ? sight.key() : home);
        var joining = join(new Pair(sight.key(), phone), home, 1).onSuccess(both -> learned(sight, both));
        // Where the user lives is known without the phone; that is joined when it comes again.
        return home == null ? joining : joining.otherwise(home);
    }

    private Future<ContactKey> found(Sight sight, ContactKey home) {
        metrics.looked();
        known.put(sight, home);
        return Future.succeededFuture(home);
    }

    private void learned(Sight sight, ContactKey home) {
        metrics.joined();
        known.put(sight, home);
    }

    private record Pair(ContactKey user, ContactKey phone) {
        Set<ContactKey> with(HomeBook.Claim claim) {
            var keys = new LinkedHashSet<>(List.of(user, phone, claim.home()));
            if (claim.before() != null) keys.add(claim.before());
            return keys;
        }
    }

    private Future<ContactKey> join(Pair pair, @Nullable ContactKey home, int round) {
        return book.claim(pair.phone(), pair.user(), home)
                .compose(claim -> book.joined(pair.with(claim)).map(claim.home()))
                .compose(claimed -> book.settle(pair.user(), claimed, pair.phone())
                        .compose(settled -> settled.equals(claimed) || round == ROUNDS_MAX
                                ? Future.succeededFuture(settled)
                                : join(pair, settled, round + 1)));
    }

    private Future<ContactKey> succeeded(Sight sight, ContactKey home) {
        var successor = sight.successor();
        return successor == null
                ? Future.succeededFuture(home)
                : book.settle(successor, home, null)
                        .compose(stands -> book.joined(new LinkedHashSet<>(List.of(successor, home, stands))))
                        .map(home);
    }
}
