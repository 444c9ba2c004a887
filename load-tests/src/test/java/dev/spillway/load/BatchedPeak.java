package dev.spillway.load;

import java.util.Arrays;
import java.util.List;

/** Webhooks with many events, as Meta sends them when it is behind: up to 1,000 events and 3 MB. */
public final class BatchedPeak extends LoadTest {
    public BatchedPeak() {
        var rate = settings.count("rate", 20);
        var duration = settings.duration("duration", "PT5M");
        var sizes = sizes(settings.text("sizes", "1,10,100,1000"));
        var average = sizes.stream().mapToInt(Integer::intValue).average().orElseThrow();
        var contacts = settings.count("contacts", 50_000);
        var mix = Mix.withStatuses(contacts, Kind.LONG, Kind.LONG, Kind.LONG, Kind.LONG, Kind.ORDER);
        gatewayGoal("gatewayMedian", 0.5, "0.1");
        gatewayGoal("gatewayMax", 1, "1.0");
        drive(new Course(
                new Profile(rate, duration), mix, average, (told, press) -> Supply.batched(told, press, sizes)));
    }

    private static List<Integer> sizes(String words) {
        return Arrays.stream(words.split(",", -1)).map(Integer::valueOf).toList();
    }
}
