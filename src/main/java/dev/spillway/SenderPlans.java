package dev.spillway;

import dev.spillway.config.SenderConfig;
import dev.spillway.config.SenderConfig.Marks;
import dev.spillway.connector.Connector;
import dev.spillway.media.MediaSettings;
import dev.spillway.outbound.DestinationSettings;
import dev.spillway.outbound.Destinations;
import dev.spillway.whatsapp.CloudApi;
import dev.spillway.whatsapp.ErrorTable;
import dev.spillway.whatsapp.MediaInbox;
import dev.spillway.whatsapp.TemplateStates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The destinations of a sender: one for its messages; one for its marks, if it sets any, and one that fetches files, if they are kept,
 * each with a breaker, tokens and connections of its own, so that no reply ever waits for a mark or a file.
 *
 * @param media where files are kept; empty: none are
 */
record SenderPlans(ErrorTable errors, TemplateStates templates, Optional<MediaSettings> media) {
    private static final String MARKS = "-marks";
    private static final String MEDIA = "-media";
    private static final int FILES_AT_ONCE = 10;
    /** Later it would be no surprise that somebody writes. */
    private static final Duration MARK_TIMEOUT = Duration.ofSeconds(2);

    private static final int MARKS_AT_ONCE = 20;
    private static final int MARKS_WAITING = 100;

    List<Destinations.Plan> of(SenderConfig sender) {
        var connector = connector(sender);
        var plans = new ArrayList<Destinations.Plan>();
        plans.add(new Destinations.Plan(sender.name(), connector, sender.destination()).paced(sender.even()));
        if (sender.marks() != Marks.NONE) {
            plans.add(new Destinations.Plan(marks(sender.name()), connector, marks(sender.destination())));
        }
        media.filter(MediaSettings::fetchInbound)
                .ifPresent(settings -> plans.add(new Destinations.Plan(
                        media(sender.name()), new MediaInbox(sender.name()), media(sender.destination(), settings))));
        return plans;
    }

    /** Whoever speaks for another provider does so by the same operations, and is named here. */
    private Connector connector(SenderConfig sender) {
        return switch (sender.kind()) {
            case CLOUD_API -> new CloudApi(sender.settings(), errors, templates, sender.limits());
        };
    }

    /** The destination that marks what came to a sender's number. */
    static String marks(String sender) {
        return sender + MARKS;
    }

    /** The destination that fetches files that came to a sender's number. */
    static String media(String sender) {
        return sender + MEDIA;
    }

    private static DestinationSettings media(DestinationSettings messages, MediaSettings settings) {
        return new DestinationSettings(
                Math.min(FILES_AT_ONCE, messages.concurrency()),
                messages.queueMax(),
                messages.rate(),
                settings.timeout(),
                settings.timeout(),
                messages.breaker(),
                messages.backoff(),
                messages.attemptsMax(),
                Duration.ZERO,
                messages.pauseMax());
    }

    private static DestinationSettings marks(DestinationSettings messages) {
        return new DestinationSettings(
                Math.min(MARKS_AT_ONCE, messages.concurrency()),
                MARKS_WAITING,
                messages.rate(),
                MARK_TIMEOUT,
                MARK_TIMEOUT,
                messages.breaker(),
                messages.backoff(),
                1,
                Duration.ZERO,
                messages.pauseMax());
    }
}
