/**
 * What business systems ask for: messages that no conversation led to.
 *
 * <pre>
 * POST /messages ─► Posted ─► Senders ─► Fingerprint ─► inbox (once, durable: 202) ═══► PostedFlows ─► lane
 *                   read      checked    names it                                       the shard's owner
 * </pre>
 *
 * A message is taken in like any event: the mark that tells repeats apart and the entry are written by one script in the shard
 * of its recipient, whichever node is asked, and the shard's owner commits it to the lane.
 */
@NullMarked
package dev.spillway.api;

import org.jspecify.annotations.NullMarked;
