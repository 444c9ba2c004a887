package dev.spillway.template;

import dev.spillway.whatsapp.TemplateHold;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * What is sent by a template waits, as it stands on the board.
 *
 * @param until when it should be over
 * @param messages ids of messages that the provider keeps back, some of them
 * @param told whether only news ends it: the provider itself calls the template paused
 */
record Pause(TemplateHold.Why why, Instant until, Set<String> messages, boolean told) {
    /** As documented: 3 h the first time, 6 h the second; the third time it is disabled. */
    private static final Duration FIRST = Duration.ofHours(3);

    private static final Duration SECOND = Duration.ofHours(6);

    /** The news of a pause's end may be late, and the list is read anew meanwhile. */
    private static final Duration OVERDUE = Duration.ofMinutes(10);

    Pause {
        messages = Set.copyOf(messages);
    }

    /**
     * The provider calls it paused.
     *
     * @param which {@code FIRST_PAUSE}, or empty if nobody told: then it may be the longer one
     */
    static Pause told(Instant since, String which) {
        var length = which.equals("FIRST_PAUSE") ? FIRST : SECOND;
        return new Pause(TemplateHold.Why.PAUSED, since.plus(length), Set.of(), true);
    }

    /** Whether it should have ended, and nobody has told that it has. */
    boolean isOverdue(Instant now) {
        return told && !until.isAfter(now);
    }

    /** Whether it counts. */
    boolean isInForce(Instant now) {
        return told || until.isAfter(now);
    }

    /** For whoever has to wait. */
    TemplateHold hold(Instant now) {
        return new TemplateHold(why, isOverdue(now) ? now.plus(OVERDUE) : until, messages);
    }
}
