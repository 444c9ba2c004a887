package dev.spillway;

import dev.spillway.Serving.Area;
import dev.spillway.config.SenderConfig;
import dev.spillway.yaml.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Looks at whom senders send for. */
final class Areas {
    private Areas() {}

    /** Several numbers of one tenant and branch are no mistake: each answers what comes to it. What is posted must say which. */
    static void check(List<SenderConfig> senders, Problems problems) {
        senders.stream()
                .collect(Collectors.groupingBy(
                        sender -> new Area(sender.tenant(), sender.branch()), LinkedHashMap::new, Collectors.toList()))
                .forEach((area, several) -> {
                    if (several.size() == 1 || several.stream().anyMatch(SenderConfig::preferred)) return;
                    var names = several.stream().map(SenderConfig::name).collect(Collectors.joining(", "));
                    problems.warn(
                            "senders",
                            names + " send for " + area + ", and none is preferred",
                            "set preferred: true in one, or whoever posts messages must name theirs");
                });
    }
}
