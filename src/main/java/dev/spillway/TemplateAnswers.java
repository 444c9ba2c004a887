package dev.spillway;

import dev.spillway.connector.Outcome;
import dev.spillway.gate.TemplateName;
import dev.spillway.outbound.TemplateEar;
import dev.spillway.template.TemplateWatch;
import dev.spillway.whatsapp.TemplateHold;
import dev.spillway.whatsapp.TemplateHold.Why;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** What the provider's answers to messages tell of their templates. */
final class TemplateAnswers implements TemplateEar {
    /** Of messages that were taken and are kept back. */
    private static final Set<String> KEPT_BACK = Set.of("held_for_quality_assessment", "paused");

    /** As documented, 99 of 100 templates are looked at within about an hour. */
    private static final Duration PACED = Duration.ofHours(1);

    private final TemplateWatch watch;
    private final Clock clock;

    TemplateAnswers(TemplateWatch watch, Clock clock) {
        this.watch = watch;
        this.clock = clock;
    }

    @Override
    public void heard(String sender, TemplateName template, Outcome outcome) {
        var wait = outcome.retryAfter();
        var status = String.valueOf(outcome.value().get("messageStatus"));
        if (outcome.succeeded() && KEPT_BACK.contains(status)) {
            hold(
                    sender,
                    template,
                    Why.PACED,
                    PACED,
                    String.valueOf(outcome.value().get("messageId")));
        } else if (outcome.scope().equals(Outcome.TEMPLATE) && wait != null) {
            hold(sender, template, Why.PAUSED, wait, "");
        }
    }

    private void hold(String sender, TemplateName template, Why why, Duration length, String message) {
        var hold = new TemplateHold(why, clock.instant().plus(length));
        watch.hold(sender, template.name(), template.language(), hold, message);
    }
}
