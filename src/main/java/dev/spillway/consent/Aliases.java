package dev.spillway.consent;

import dev.spillway.event.ContactKey;
import io.vertx.core.Future;
import java.util.Set;

/** Who is whom. */
@FunctionalInterface
public interface Aliases {
    /** Other keys of the person with that key, as far as they are written down. Fails with {@code UNAVAILABLE} while nobody can tell. */
    Future<Set<ContactKey>> of(ContactKey key);
}
