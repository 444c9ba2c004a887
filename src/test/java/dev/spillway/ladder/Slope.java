package dev.spillway.ladder;

import java.util.ArrayList;
import java.util.List;

/** The straight line through looks at a backlog, by least squares. */
final class Slope {
    private final List<Look> looks = new ArrayList<>();

    private record Look(double seconds, double backlog) {}

    void add(double seconds, double backlog) {
        looks.add(new Look(seconds, backlog));
    }

    /** By how much the backlog grows in a second; 0 of fewer than two looks. */
    double perSecond() {
        var meanSeconds = looks.stream().mapToDouble(Look::seconds).average().orElse(0);
        var meanBacklog = looks.stream().mapToDouble(Look::backlog).average().orElse(0);
        var across = looks.stream()
                .mapToDouble(look -> (look.seconds - meanSeconds) * (look.backlog - meanBacklog))
                .sum();
        var along = looks.stream()
                .mapToDouble(look -> (look.seconds - meanSeconds) * (look.seconds - meanSeconds))
                .sum();
        return along == 0 ? 0 : across / along;
    }

    double first() {
        return looks.isEmpty() ? 0 : looks.get(0).backlog;
    }

    double last() {
        return looks.isEmpty() ? 0 : looks.get(looks.size() - 1).backlog;
    }
}
