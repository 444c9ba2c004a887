package dev.spillway.faults;

import java.util.List;

/** How many deliveries may rightly have come twice: those that were out when a fault struck, and those whose answers we lost. */
final class Excuse {
    private Excuse() {}

    static long of(List<Happened> happened, Deliveries replies, Deliveries notes) {
        return happened.stream().mapToLong(one -> of(one, replies, notes)).sum();
    }

    private static long of(Happened one, Deliveries replies, Deliveries notes) {
        return switch (one.fault()) {
            case META_LOSES_ANSWERS, META_HANGS -> replies.effectsBetween(one.fromMs(), one.backMs());
            case CRM_LOSES_ANSWERS -> notes.effectsBetween(one.fromMs(), one.backMs());
            default -> one.fault().target().isSimulator() ? 0 : one.held().attempts();
        };
    }
}
