package dev.spillway.inbox;

import java.time.Duration;

/**
 * How events are taken in.
 *
 * @param shards how many streams the inbox is split into, 1..4096; fixed when the store is first used
 * @param batchEventsMax events in one script call, 1..512
 * @param batchBytesMax bytes of events in one script call
 * @param callsInFlightMax script calls one event loop keeps open; what comes meanwhile shares the next call
 * @param pendingEventsMax events one event loop holds for the next call; more are refused as overloaded
 * @param oldAge events that happened longer ago are marked old; an hour less than the dedupe keys live
 */
public record InboxSettings(
        int shards,
        int batchEventsMax,
        int batchBytesMax,
        int callsInFlightMax,
        int pendingEventsMax,
        Duration oldAge) {
    public InboxSettings {
        between("inbox.shards", shards, 1, 4096);
        between("inbox.batchEventsMax", batchEventsMax, 1, 512);
        between("inbox.batchBytesMax", batchBytesMax, 1024, 16 * 1024 * 1024);
        between("inbox.callsInFlightMax", callsInFlightMax, 1, 64);
        between("inbox.pendingEventsMax", pendingEventsMax, 1000, 1_000_000);
        if (oldAge.isNegative() || oldAge.isZero()) {
            throw new IllegalArgumentException("inbox.oldAge must be longer than PT0S, was " + oldAge);
        }
    }

    private static void between(String key, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(key + " must be " + min + ".." + max + ", was " + value);
        }
    }
}
