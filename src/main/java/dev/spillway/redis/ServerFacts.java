package dev.spillway.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a server says of itself by INFO. */
record ServerFacts(Map<String, String> facts) {
    private static final int VERSION_MIN = 602;

    ServerFacts {
        facts = Map.copyOf(facts);
    }

    static ServerFacts of(String info) {
        return new ServerFacts(info.lines()
                .filter(line -> line.indexOf(':') > 0)
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')),
                        line -> line.substring(line.indexOf(':') + 1).trim(),
                        (one, other) -> one)));
    }

    /** Which rules it breaks, each with the cure. */
    List<String> broken() {
        var broken = new ArrayList<String>();
        var version = facts.getOrDefault("redis_version", "0.0");
        if (number(version) < VERSION_MIN) broken.add("version is " + version + ": use 6.2 or newer");
        if (!"1".equals(facts.get("aof_enabled"))) {
            broken.add("it writes no append-only file: set appendonly yes");
        }
        var policy = facts.getOrDefault("maxmemory_policy", "noeviction");
        if (!policy.equals("noeviction")) {
            broken.add("it may evict keys (" + policy + "): set maxmemory-policy noeviction");
        }
        return broken;
    }

    private static int number(String version) {
        var parts = version.split("\\.", 3);
        return parts.length < 2 ? 0 : Integer.parseInt(parts[0]) * 100 + Integer.parseInt(parts[1]);
    }

    /** That fewer replicas are in step than wanted; empty if not so. */
    String worse(int replicasWanted) {
        var inStep = facts.entrySet().stream()
                .filter(fact -> fact.getKey().matches("slave\\d+"))
                .filter(fact -> fact.getValue().contains("state=online"))
                .count();
        return inStep >= replicasWanted
                ? ""
                : "a master (port " + facts.getOrDefault("tcp_port", "?") + ") has " + inStep + " of the "
                        + replicasWanted
                        + " replicas that redis.replicas wants: what comes for it goes to the overflow";
    }
}
