package dev.spillway;

import dev.spillway.plan.Campaign;
import dev.spillway.plan.Means;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What a campaign is like, and what there is to bear it. */
final class PlanOptions {
    @Option(
            names = "--numbers",
            paramLabel = "N",
            description = "WhatsApp numbers that send, 1..1000. Default: ${DEFAULT-VALUE}.")
    private int numbers = 1;

    @Option(
            names = "--mps",
            paramLabel = "N",
            description =
                    "Messages that each number may send in a second, 1..1000. Default: ${DEFAULT-VALUE}, Meta's own.")
    private int mps = 80;

    @Option(
            names = "--reply-share",
            paramLabel = "X",
            description = "Share of the recipients who write back, 0..1. Default: ${DEFAULT-VALUE}.")
    private double replyShare = 0.1;

    @Option(
            names = "--answers",
            paramLabel = "X",
            description =
                    "Messages sent for each reply, 0..10; they leave by the same numbers, and their statuses come back,"
                            + " too. Default: ${DEFAULT-VALUE}.")
    private double answers;

    @Option(
            names = "--statuses",
            paramLabel = "X",
            description = "Webhooks about each message (sent, delivered, read), 0..4. Default: ${DEFAULT-VALUE}.")
    private double statuses = 3;

    @Option(
            names = "--erp-per-second",
            paramLabel = "X",
            description = "Replies that the ERP can look up in a second. Default: it is no limit.")
    private double erpPerSecond = Double.POSITIVE_INFINITY;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            description = "Gateways that there are. Default: as many as are needed.")
    private int nodes;

    @Option(names = "--node-cores", paramLabel = "N", description = "Cores of each. Default: ${DEFAULT-VALUE}.")
    private int nodeCores = 2;

    @Option(
            names = "--redis-masters",
            paramLabel = "N",
            description = "Redis servers that share the shards; each uses one core. Default: ${DEFAULT-VALUE}.")
    private int redisMasters = 1;

    @Option(names = "--postgres-cores", paramLabel = "N", description = "Cores of Postgres. Default: ${DEFAULT-VALUE}.")
    private int postgresCores = 2;

    @Option(
            names = "--outage",
            paramLabel = "DURATION",
            description =
                    "How long something behind Redis may be away, PT0S..P2D: what comes meanwhile waits in its memory."
                            + " Default: ${DEFAULT-VALUE}.")
    private Duration outage = Duration.ofMinutes(10);

    /** @throws IllegalArgumentException whose message begins with an option's name, without its dashes */
    Campaign campaign(long recipients) {
        return new Campaign(recipients, numbers, mps, replyShare, new Campaign.Habits(statuses, answers));
    }

    /** @throws IllegalArgumentException whose message begins with an option's name, without its dashes */
    Means means() {
        return new Means(new Means.Servers(nodes, nodeCores, redisMasters, postgresCores), erpPerSecond, outage);
    }
}
