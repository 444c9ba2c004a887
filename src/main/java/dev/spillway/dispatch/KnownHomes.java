package dev.spillway.dispatch;

import dev.spillway.event.ContactKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The homes of user ids that this node has looked up lately. What stands here may be trusted although other nodes write too:
 * a user id's home never changes once it is written. It is looked up again after an hour at the latest, long before an entry
 * that is in use could end. Phones are not kept: their homes change. Belongs to one event loop.
 */
final class KnownHomes {
    /** Those of the last minute of a campaign of a thousand messages a second, some 15 MB. */
    private static final int ENTRIES_MAX = 50_000;

    private static final Duration LOOK_AGAIN = Duration.ofHours(1);

    private final Clock clock;
    private final Map<ContactKey, Known> byUser = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ContactKey, Known> eldest) {
            return size() > ENTRIES_MAX;
        }
    };

    /** The phone is the one that leads to the same home; null if none is known to. */
    private record Known(ContactKey home, @Nullable ContactKey phone, Instant until) {}

    KnownHomes(Clock clock) {
        this.clock = clock;
    }

    /** The home of a sight that tells nothing new. */
    Optional<ContactKey> of(Sight sight) {
        var known = byUser.get(sight.key());
        if (known == null || !clock.instant().isBefore(known.until())) return Optional.empty();
        var nothingNew = sight.phone() == null || sight.phone().equals(known.phone());
        return nothingNew ? Optional.of(known.home()) : Optional.empty();
    }

    /** Remembers the home of a sight; its phone, if it has one, leads there. */
    void put(Sight sight, ContactKey home) {
        var user = sight.key();
        byUser.put(
                user,
                new Known(
                        home.equals(user) ? user : home,
                        sight.phone(),
                        clock.instant().plus(LOOK_AGAIN)));
    }

    void forget() {
        byUser.clear();
    }

    int size() {
        return byUser.size();
    }
}
