package dev.spillway.ledger;

/**
 * One entry of a ledger stream, as Redis keeps it.
 *
 * @param shard whose stream
 * @param id the stream's id of it, e.g. {@code 1753870272000-3}
 * @param bytes what {@link LedgerCodec} wrote; empty if the entry lost its value
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; lives from Redis to Postgres
record StreamEntry(int shard, String id, byte[] bytes) {}
