package dev.spillway.load;

import dev.spillway.load.Goal.Answer;

/** What comes after an outage: the same webhooks again and again. All are answered 200, each is taken once. */
public final class RetryStorm extends LoadTest {
    private static final String REMEDY = "-Drate times -Dduration must be more than -Ddistinct";

    public RetryStorm() {
        var rate = settings.count("rate", 2_000);
        var duration = settings.duration("duration", "PT2M");
        var distinct = settings.count("distinct", 40_000);
        var mix = Mix.campaign(contacts(50_000));
        gatewayGoal("gatewayMedian", 0.5, "0.005");
        gatewayGoal("gatewayP99", 0.99, "0.05");
        goal("what came again was taken once", this::takenOnce);
        drive(new Course(new Profile(rate, duration), mix, 1, (told, press) -> Supply.storm(told, press, distinct)));
    }

    private Answer takenOnce() {
        var taken = gateway().taken();
        var repeats = gateway().repeats();
        if (repeats == 0) return new Answer(false, told.size() + " distinct, and none came again: " + REMEDY);
        var holds = taken == told.size() && taken + repeats == gateway().answered();
        return new Answer(holds, told.size() + " distinct, " + taken + " taken, " + repeats + " repeats");
    }
}
