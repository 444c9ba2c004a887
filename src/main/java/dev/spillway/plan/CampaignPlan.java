package dev.spillway.plan;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;

/** What comes of a campaign with what there is, at measured costs. Every figure follows from the three; nothing is stored. */
public record CampaignPlan(Campaign campaign, Means means, Costs costs) {
    /** While the campaign is being sent. */
    Needs needs() {
        return new Needs(campaign.webhooksPerSecond(), costs);
    }

    /** Gateways that are needed. */
    public int nodes() {
        return means.nodesFor(campaign.webhooksPerSecond(), costs);
    }

    /** How many recipients a second a part can bear, with all that follows; infinite if it is no limit. */
    public double bears(Part part) {
        return switch (part) {
            case NUMBERS -> campaign.recipientsPerSecond();
            case ERP ->
                campaign.replyShare() == 0 ? Double.POSITIVE_INFINITY : means.erpPerSecond() / campaign.replyShare();
            case GATEWAY, REDIS, POSTGRES ->
                campaign.eventsPerRecipient() == 0
                        ? Double.POSITIVE_INFINITY
                        : means.eventsPerSecond(part, costs) / campaign.eventsPerRecipient();
        };
    }

    /** Whatever bears least. */
    public Part bottleneck() {
        return Arrays.stream(Part.values())
                .min(Comparator.comparingDouble(this::bears))
                .orElseThrow();
    }

    /** When all that the campaign leads to is done, if nothing fails; never before all of it is sent. */
    public double doneSeconds() {
        return campaign.recipients() / bears(bottleneck());
    }

    /** Of the dedupe keys at their most. */
    double dedupeBytes() {
        return Math.min(needs().dedupeBytes(Needs.DEDUPE_LIFE), of(costs.redis().dedupeKeyBytes()));
    }

    /** Of what waits after the outage to be borne. */
    double outageBytes() {
        var whole =
                Math.max(of(costs.redis().heldEventBytes()), of(costs.redis().ledgerEntryBytes()));
        return Math.min(needs().waitingBytes(means.outage()), whole);
    }

    /** Replies that wait for the ERP when the last message has been sent. */
    double repliesWaiting() {
        return Math.max(0, campaign.repliesPerSecond() - means.erpPerSecond()) * campaign.seconds();
    }

    double repliesBytes() {
        return repliesWaiting() * costs.redis().heldEventBytes().value();
    }

    /** What Redis holds at the most, in bytes. */
    public double redisBytes() {
        return dedupeBytes() + outageBytes() + repliesBytes();
    }

    /** What Redis appends to its file all in all, before it is rewritten. */
    public double aofBytes() {
        return of(costs.redis().aofBytes());
    }

    /** What Postgres keeps of it. */
    public double postgresBytes() {
        return of(costs.postgres().eventBytes());
    }

    /** What Postgres' processes take, in bytes, however much it keeps; the system's file cache comes on top. */
    double postgresMemoryBytes() {
        return costs.postgres().memoryBytes().value();
    }

    private double of(Figure bytesAnEvent) {
        return campaign.events() * bytesAnEvent.value();
    }

    /** For machines. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "duration_s=%.0f webhooks_per_s=%.0f gateway_cores=%.2f redis_cores=%.2f redis_bytes=%.0f"
                        + " postgres_bytes=%.0f bottleneck=%s",
                campaign.seconds(),
                campaign.webhooksPerSecond(),
                needs().gatewayCores(),
                needs().redisCores(),
                redisBytes(),
                postgresBytes(),
                bottleneck().word());
    }
}
