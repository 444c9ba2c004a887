package dev.spillway.flow;

import java.time.Clock;
import java.time.Duration;

/** Whether a contact may and can be answered: not after too long a time, not without an address, not in a group. */
final class Reach {
    private final Clock clock;
    private final FlowSettings settings;

    Reach(FlowParts parts) {
        this.clock = parts.clock();
        this.settings = parts.settings();
    }

    /** The same progress, or its end with the reason. */
    Progress check(Progress progress) {
        var turn = progress.turn();
        var followUp = turn.followUp();
        if (followUp != null && progress.memory().hasAnswered(followUp.delivery())) {
            return progress.ending(Branch.ANSWERED, "the same question was answered meanwhile");
        }
        if (isOld(turn)) return progress.ending(Branch.OLD, "older than " + settings.replyAgeMax());
        if (turn.asker().isGroup()) return progress.ending(Branch.UNREACHABLE, "a group is not answered automatically");
        if (turn.sender().isEmpty()) {
            return progress.ending(Branch.UNREACHABLE, "channel " + turn.asker().channel() + " has no sender");
        }
        return turn.asker().hasAddress() ? progress : progress.ending(Branch.UNREACHABLE, "neither phone nor user id");
    }

    private boolean isOld(Turn turn) {
        var age = Duration.between(turn.asker().at(), clock.instant());
        return turn.incoming().occasion().old() || age.compareTo(settings.replyAgeMax()) > 0;
    }
}
