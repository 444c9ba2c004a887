package dev.spillway.load;

/**
 * The peak of a campaign as Meta prescribes it for a number that sends 1,000 messages a second: three statuses to a message
 * and a message of a customer, 4,000 webhooks a second, from nothing to all of it in one second, at a cold gateway.
 */
public final class WebhookPeak extends LoadTest {
    public WebhookPeak() {
        var rate = settings.count("rate", 4_000);
        var duration = settings.duration("duration", "PT10M");
        var repeats = settings.share("repeatShare", 0);
        var mix = Mix.campaign(contacts(50_000));
        gatewayGoal("gatewayMedian", 0.5, "0.005");
        gatewayGoal("gatewayP99", 0.99, "0.05");
        gatewayGoal("gatewayMax", 1, "1.0");
        drive(new Course(new Profile(rate, duration), mix, 1, (told, press) -> Supply.fresh(told, press, repeats)));
    }
}
