package dev.spillway.load;

/** Webhooks with many events, as Meta sends them when it is behind: up to 1,000 events and 3 MB. */
public final class BatchedPeak extends LoadTest {
    /** Meta puts no more into one webhook. */
    private static final int EVENTS_MAX = 1_000;

    public BatchedPeak() {
        var rate = settings.count("rate", 20);
        var duration = settings.duration("duration", "PT5M");
        var sizes = settings.counts("sizes", "1,10,100,1000", EVENTS_MAX);
        var average = sizes.stream().mapToInt(Integer::intValue).average().orElseThrow();
        var contacts = contacts(50_000);
        var mix = Mix.withStatuses(contacts, Kind.LONG, Kind.LONG, Kind.LONG, Kind.LONG, Kind.ORDER);
        gatewayGoal("gatewayMedian", 0.5, "0.1");
        gatewayGoal("gatewayMax", 1, "1.0");
        drive(new Course(
                new Profile(rate, duration), mix, average, (told, press) -> Supply.batched(told, press, sizes)));
    }
}
