package dev.spillway.plan;

import java.time.Duration;

/**
 * What there is to bear a campaign.
 *
 * @param servers machines
 * @param erpPerSecond replies that the ERP can look up in a second, more than 0; infinite = it is no limit
 * @param outage how long events must be able to wait in Redis because something behind it is away; up to P2D
 */
public record Means(Servers servers, double erpPerSecond, Duration outage) {
    private static final int SERVERS_MAX = 10_000;
    private static final Duration OUTAGE_MAX = Duration.ofDays(2);

    /**
     * Machines.
     *
     * @param nodes of the gateway; 0 = as many as are needed
     * @param nodeCores of each of them
     * @param redisMasters each uses one core
     * @param postgresCores of the one server
     */
    public record Servers(int nodes, int nodeCores, int redisMasters, int postgresCores) {
        public Servers {
            check("nodes", nodes, 0);
            check("node-cores", nodeCores, 1);
            check("redis-masters", redisMasters, 1);
            check("postgres-cores", postgresCores, 1);
        }

        private static void check(String what, int value, int min) {
            if (value < min || value > SERVERS_MAX) {
                throw new IllegalArgumentException(what + " must be " + min + ".." + SERVERS_MAX + ", was " + value);
            }
        }
    }

    public Means {
        if (!(erpPerSecond > 0)) {
            throw new IllegalArgumentException("erp-per-second must be more than 0, was " + erpPerSecond);
        }
        if (outage.isNegative() || outage.compareTo(OUTAGE_MAX) > 0) {
            throw new IllegalArgumentException("outage must be PT0S..P2D, was " + outage);
        }
    }

    /** How many events a second a part can bear that bears nothing else; infinite if there is no limit. */
    double eventsPerSecond(Part part, Costs costs) {
        return switch (part) {
            case NUMBERS, ERP -> Double.POSITIVE_INFINITY;
            case GATEWAY -> servers.nodes == 0 ? Double.POSITIVE_INFINITY : servers.nodes * ofANode(costs);
            case REDIS -> servers.redisMasters / costs.redisCores();
            case POSTGRES -> servers.postgresCores / costs.postgresCores();
        };
    }

    private double ofANode(Costs costs) {
        var loops = Math.min(servers.nodeCores, costs.gateway().runLoops().value());
        return Math.min(servers.nodeCores / costs.gatewayCores(), loops / costs.gatewayRunCores());
    }

    /** Gateways that so many events a second need. */
    int nodesFor(double eventsPerSecond, Costs costs) {
        return (int) Math.max(1, Math.ceil(eventsPerSecond / ofANode(costs)));
    }
}
