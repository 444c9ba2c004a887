package dev.spillway.plan;

import java.time.Duration;

/** What plans are made from in tests. */
final class Given {
    private Given() {}

    /** Two numbers at their fastest, everybody reads, three in ten write back. */
    static Campaign campaign() {
        return new Campaign(1_200_000, 2, 1000, 0.3, new Campaign.Habits(3, 0));
    }

    static Means means(int nodes, int redisMasters, double erpPerSecond) {
        return new Means(new Means.Servers(nodes, 2, redisMasters, 2), erpPerSecond, Duration.ofMinutes(10));
    }

    /** No limit but the numbers. */
    static Means plenty() {
        return means(0, 1000, Double.POSITIVE_INFINITY);
    }

    /** Round ones: half of a core is usable; an event costs 100 µs of the gateway's, 50 of Redis', 25 of Postgres'. */
    static Costs costs() {
        return new Costs(
                "paper",
                figure(0.5),
                new Costs.Gateway(figure(20), figure(80), figure(1)),
                new Costs.Redis(figure(10), figure(40), figure(100), figure(400), figure(500), figure(2000)),
                new Costs.Postgres(figure(25), figure(1000), figure(3e8)));
    }

    private static Figure figure(double value) {
        return new Figure(value, "unit", "meaning", "measured");
    }
}
