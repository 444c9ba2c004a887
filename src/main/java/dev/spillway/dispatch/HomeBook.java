package dev.spillway.dispatch;

import dev.spillway.event.ContactKey;
import dev.spillway.event.Event;
import io.vertx.core.Future;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Where the homes of contacts are written down: an entry an alias, in the alias' own shard, each call one atomic step there.
 * Any node may call for any alias at any time. All calls fail with {@code UNAVAILABLE} while the store is away.
 *
 * <p>A user id's home never changes once it is written; a phone's follows that of the user who came with it last.
 */
interface HomeBook {
    /**
     * What is written of a user id.
     *
     * @param home null if nothing is
     * @param joined whether the phone that was asked for leads to the same home; true if none was asked for
     */
    record Entry(@Nullable ContactKey home, boolean joined) {}

    /**
     * What became of a claim.
     *
     * @param home of both
     * @param before where the phone led before, if that was the same person's; null if it was not, or led nowhere else
     */
    record Claim(ContactKey home, @Nullable ContactKey before) {}

    /** The home of an event that knows its person by phone alone; the same for one event until its repeats are forgotten. */
    Future<ContactKey> ofPhone(Event event);

    /** What is written of a user id; without a phone to join, a user nothing is written of becomes its own home. */
    Future<Entry> ofUser(ContactKey user, @Nullable ContactKey phone);

    /**
     * A user who came with a phone takes the phone's entry over.
     *
     * @param home the user's, null if none is written yet
     */
    Future<Claim> claim(ContactKey phone, ContactKey user, @Nullable ContactKey home);

    /**
     * Writes the home of a user id, unless one is written.
     *
     * @param phone what was claimed for that home; null if nothing was
     * @return the home that is written now
     */
    Future<ContactKey> settle(ContactKey user, ContactKey home, @Nullable ContactKey phone);

    /** Keys turned out to be one person's: what that person allows is to hold under each. Fails until it is safe. */
    Future<Void> joined(Collection<ContactKey> keys);
}
