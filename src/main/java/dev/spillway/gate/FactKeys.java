package dev.spillway.gate;

import dev.spillway.event.ContactKey;

/**
 * Where Redis holds what is known of people: names of keys behind the prefix of a shard, that of the person's lanes. The scripts
 * that read and write them share {@code facts.lua} beside this class.
 */
public final class FactKeys {
    /**
     * The key that is there while no consent of a shard is missing; {@link Facts#known} says so. It is gone when Redis lost what
     * it had, until it has been read back from Postgres.
     */
    public static final String COMPLETE = "facts";

    /** The functions for scripts, as a resource's path. */
    public static final String SCRIPT = "/dev/spillway/gate/facts.lua";

    private FactKeys() {}

    /**
     * A hash of fields and stamps.
     *
     * @param contact the key of the person's home
     */
    public static String of(Fact.Store store, ContactKey contact) {
        return store.key() + contact.value();
    }
}
