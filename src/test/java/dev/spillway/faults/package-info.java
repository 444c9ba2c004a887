/**
 * The fault bench, started by {@code load-tests/faults.sh}: real processes under load, killed and paused by a seeded plan;
 * then every acknowledged event is accounted for at the ledger and at the simulators.
 *
 * <p>It looks at the gateway from outside: it signs, names and counts by its own code. Of the gateway's it borrows only
 * names of Redis keys and the shard of a contact, and only to look on; but for the {@link Squatter}, who takes the leases of all
 * shards. It ends only processes that it started.
 */
@NullMarked
package dev.spillway.faults;

import org.jspecify.annotations.NullMarked;
