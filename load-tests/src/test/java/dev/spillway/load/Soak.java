package dev.spillway.load;

/** A busy day's load for hours: what grows slowly shows. */
public final class Soak extends LoadTest {
    public Soak() {
        var rate = settings.count("rate", 400);
        var duration = settings.duration("duration", "PT2H");
        var repeats = settings.share("repeatShare", 0.02);
        var mix = Mix.campaign(contacts(50_000));
        gatewayGoal("gatewayMedian", 0.5, "0.005");
        gatewayGoal("gatewayP99", 0.99, "0.05");
        gatewayGoal("gatewayMax", 0.9999, "1.0");
        keepsUpGoal(settings.count("drainSecondsMax", 30));
        drive(new Course(new Profile(rate, duration), mix, 1, (told, press) -> Supply.fresh(told, press, repeats)));
    }
}
