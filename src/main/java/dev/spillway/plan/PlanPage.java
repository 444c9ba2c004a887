package dev.spillway.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A plan as people read it. */
public record PlanPage(CampaignPlan plan) {
    private static final String ROW = "%-18s %-26s %-22s %14s%s%n";

    /** Several lines, the last one ended. */
    public String text() {
        return campaign() + "\n" + parts() + bottleneck() + "\n" + storage() + "\n" + costs();
    }

    private String campaign() {
        var campaign = plan.campaign();
        return "Campaign   " + Amount.number((double) campaign.recipients()) + " recipients, "
                + Amount.number(campaign.recipientsPerSecond()) + " a second: " + Amount.time(campaign.seconds())
                + "\nWebhooks   " + Amount.number(campaign.webhooksPerSecond()) + " a second, "
                + Amount.number(campaign.repliesPerSecond()) + " of them replies; "
                + Amount.number(campaign.events()) + " events in all\n" + answers();
    }

    private String answers() {
        var answers = plan.campaign().habits().answers();
        if (answers > 0) return "           answers to replies take their part of what the numbers may send\n";
        return plan.campaign().replyShare() == 0
                ? ""
                : "           answers to replies are left out; --answers 1 counts them: they leave by the same numbers\n";
    }

    private String parts() {
        return String.format(Locale.ROOT, ROW, "", "needs", "there is", "recipients/s", "")
                + Arrays.stream(Part.values()).map(this::row).collect(Collectors.joining());
    }

    private String row(Part part) {
        var mark = part == plan.bottleneck() ? "  <- bottleneck" : "";
        return String.format(
                Locale.ROOT, ROW, part.title(), needs(part), thereIs(part), Amount.number(plan.bears(part)), mark);
    }

    private String needs(Part part) {
        var campaign = plan.campaign();
        var needs = plan.needs();
        return switch (part) {
            case NUMBERS -> Amount.number((double) campaign.numbers() * campaign.mps()) + " messages/s";
            case ERP -> Amount.number(campaign.repliesPerSecond()) + " look-ups/s";
            case GATEWAY -> Amount.cores(needs.gatewayCores()) + " cores, nodes: " + plan.nodes();
            case REDIS -> Amount.cores(needs.redisCores()) + " cores, masters: " + needs.redisMasters();
            case POSTGRES -> Amount.cores(needs.postgresCores()) + " cores";
        };
    }

    private String thereIs(Part part) {
        var servers = plan.means().servers();
        return switch (part) {
            case NUMBERS -> plan.campaign().numbers() + " x " + plan.campaign().mps() + " messages/s";
            case ERP -> Amount.number(plan.means().erpPerSecond());
            case GATEWAY ->
                (servers.nodes() == 0 ? "any number" : servers.nodes() + "") + " x " + servers.nodeCores() + " cores";
            case REDIS -> servers.redisMasters() + " x 1 core";
            case POSTGRES -> servers.postgresCores() + " cores";
        };
    }

    private String bottleneck() {
        var part = plan.bottleneck();
        var all = "Bottleneck: " + part.title() + "; all is done after " + Amount.time(plan.doneSeconds());
        return switch (part) {
            case NUMBERS -> all + ", with the last message.\n";
            case ERP -> all + "; " + Amount.number(plan.repliesWaiting()) + " replies wait when the last is sent.\n";
            case GATEWAY, REDIS, POSTGRES -> all + ". Give it what it needs, or let fewer messages go a second.\n";
        };
    }

    private String storage() {
        return "Redis      memory " + Amount.bytes(plan.redisBytes()) + ": dedupe keys "
                + Amount.bytes(plan.dedupeBytes())
                + " (kept 48 h), waiting after an outage of " + plan.means().outage() + " "
                + Amount.bytes(plan.outageBytes()) + ",\n           replies waiting for the ERP "
                + Amount.bytes(plan.repliesBytes())
                + "; leave as much again for the copy that a rewrite of its file makes\n"
                + "           disk " + Amount.bytes(plan.aofBytes()) + " appended, less once it is rewritten\n"
                + "Postgres   memory " + Amount.bytes(plan.postgresMemoryBytes())
                + ", and what the system's file cache can get: old events are looked up in indexes\n"
                + "           disk " + Amount.bytes(plan.postgresBytes()) + " (ledger, event_seen, messages)\n";
    }

    private String costs() {
        return "Costs, measured on: " + plan.costs().machine() + "\n"
                + plan.costs().figures().stream().map(PlanPage::cost).collect(Collectors.joining());
    }

    private static String cost(Figure figure) {
        return String.format(
                Locale.ROOT, "  %8s %-12s %s; %s%n", plain(figure), figure.unit(), figure.meaning(), figure.measured());
    }

    private static String plain(Figure figure) {
        return java.math.BigDecimal.valueOf(figure.value()).stripTrailingZeros().toPlainString();
    }
}
