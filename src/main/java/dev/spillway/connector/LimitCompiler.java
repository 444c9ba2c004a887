package dev.spillway.connector;

import dev.spillway.yaml.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The limits that a connector, an operation or a step names. */
final class LimitCompiler {
    /** More would leave the rest standing. */
    private static final int RESERVE_MAX = 90;

    private static final double MAX = 1_000_000_000;
    private static final double AT_ONCE_MAX = 10_000;
    private static final double BUCKET_MAX = 1_000_000;
    private static final Duration EVENLY = Duration.ofMinutes(1);

    private final TemplateCompiler templates;
    private final ExpressionCompiler expressions;
    private final ReadingCompiler readings;
    private final Problems problems;

    LimitCompiler(TemplateCompiler templates, ExpressionCompiler expressions, Problems problems) {
        this.templates = templates;
        this.expressions = expressions;
        this.readings = new ReadingCompiler(expressions, problems);
        this.problems = problems;
    }

    /** @param names what keys and costs see */
    List<TollPlan> compile(String key, List<@Nullable LimitFile> limits, Set<String> names) {
        var plans = new ArrayList<TollPlan>();
        for (int i = 0; i < limits.size(); i++) {
            var limit = limits.get(i);
            var plan = limit == null ? null : plan(key + "[" + i + "]", limit, names);
            if (plan != null) plans.add(plan);
        }
        return plans;
    }

    private @Nullable TollPlan plan(String key, LimitFile limit, Set<String> names) {
        var allowance = allowance(key, limit);
        if (allowance == null) return null;
        checkReserve(key, limit, allowance);
        var toll = new Toll(
                limit.name(),
                parameters(key + ".group", limit.group()),
                "",
                allowance,
                1,
                limit.reserveInteractive(),
                readings.compile(key + ".feedback", limit.feedback(), size(allowance)));
        var record = limit.key() == null ? null : templates.compile(key + ".key", limit.key(), names);
        return new TollPlan(toll, record, expressions.compile(key + ".cost", limit.cost(), names));
    }

    private @Nullable Allowance allowance(String key, LimitFile limit) {
        var within = within(limit);
        var kinds = within.size() + (limit.bucket() == null ? 0 : 1) + (limit.concurrency() == null ? 0 : 1);
        if (kinds != 1) {
            problems.add(
                    key,
                    kinds == 0 ? "limits nothing" : "limits in more than one way",
                    "write one of perSecond, per10Seconds, perMinute, per10Minutes, perHour, perDay, bucket, concurrency");
            return null;
        }
        if (limit.bucket() != null) return bucket(key + ".bucket", limit.bucket());
        if (limit.concurrency() != null) {
            return new Allowance.Concurrency((int) number(key + ".concurrency", limit.concurrency(), AT_ONCE_MAX));
        }
        var only = within.entrySet().iterator().next();
        return within(key + "." + only.getKey(), only.getValue());
    }

    private Allowance within(String key, Window window) {
        return new Allowance.Within((int) number(key, window.max(), MAX), window.per());
    }

    /** So many, as written, within a time. */
    private record Window(String max, Duration per) {}

    private static Map<String, Window> within(LimitFile limit) {
        var found = new LinkedHashMap<String, Window>();
        put(found, "perSecond", limit.perSecond(), Duration.ofSeconds(1));
        put(found, "per10Seconds", limit.per10Seconds(), Duration.ofSeconds(10));
        put(found, "perMinute", limit.perMinute(), Duration.ofMinutes(1));
        put(found, "per10Minutes", limit.per10Minutes(), Duration.ofMinutes(10));
        put(found, "perHour", limit.perHour(), Duration.ofHours(1));
        put(found, "perDay", limit.perDay(), Duration.ofDays(1));
        return found;
    }

    private static void put(Map<String, Window> found, String key, @Nullable String max, Duration per) {
        if (max != null) found.put(key, new Window(max, per));
    }

    private Allowance bucket(String key, LimitFile.BucketFile bucket) {
        var max = (int) number(key + ".max", bucket.max(), BUCKET_MAX);
        return new Allowance.Bucket(max, number(key + ".restorePerSecond", bucket.restorePerSecond(), BUCKET_MAX));
    }

    private double number(String key, String written, double max) {
        var text = parameters(key, written);
        try {
            var number = Double.parseDouble(text);
            if (number > 0 && number <= max && (number >= 1 || key.endsWith("restorePerSecond"))) return number;
        } catch (NumberFormatException e) {
            // told below
        }
        problems.add(key, "is no number from 1 to " + (long) max, "write one, or {a parameter} with a default");
        return 1;
    }

    private String parameters(String key, String written) {
        var template = templates.compile(key, written, Set.of());
        return template.sample("0");
    }

    private void checkReserve(String key, LimitFile limit, Allowance allowance) {
        var reserve = limit.reserveInteractive();
        if (reserve < 0 || reserve > RESERVE_MAX) {
            problems.add(key + ".reserveInteractive", "must be 0.." + RESERVE_MAX, "the usual is 10 to 20 percent");
        }
        if (reserve != 0 && !keepsReserve(allowance)) {
            problems.add(
                    key + ".reserveInteractive",
                    "has nothing to reserve of",
                    "remove it: what is sent evenly lets people go first anyway");
        }
    }

    private static boolean keepsReserve(Allowance allowance) {
        return allowance instanceof Allowance.Bucket
                || (allowance instanceof Allowance.Within within && within.per().compareTo(EVENLY) > 0);
    }

    private static double size(Allowance allowance) {
        if (allowance instanceof Allowance.Within within) return within.max();
        return allowance instanceof Allowance.Bucket bucket ? bucket.max() : 0;
    }
}
