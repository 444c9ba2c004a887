package dev.spillway;

import dev.spillway.connector.Outcome;
import dev.spillway.flow.Flows;
import dev.spillway.gate.Gates;
import dev.spillway.gate.Sends;
import dev.spillway.gate.TemplateName;
import dev.spillway.media.MediaErrands;
import dev.spillway.media.MediaFlows;
import dev.spillway.outbound.Errands;
import dev.spillway.outbound.Gatekeeping;
import dev.spillway.outbound.RedisSpending;
import dev.spillway.outbound.TemplateEar;
import dev.spillway.template.TemplateFlows;
import dev.spillway.template.TemplateWatch;
import java.util.Optional;
import java.util.function.Consumer;

/** What senders need beside their calls, made on the work loop: files on their way, and what is known of templates. */
final class SenderParts {
    private final WorkLoop loop;
    private TemplateEar ear = TemplateEar.DEAF;

    SenderParts(WorkLoop loop) {
        this.loop = loop;
    }

    /** What fetches and brings files; nothing if no media are configured. */
    Errands errands() {
        var config = loop.config();
        var media = config.media();
        if (media == null) return Errands.NONE;
        var files = new MediaErrands(
                new MediaErrands.Parts(loop.vertx(), loop.redis(), loop.keys(), config.mediaNumbers(), loop.registry()),
                media);
        loop.closing().push("media", files::close);
        return files;
    }

    /**
     * The flows, with what people send fetched beside them, and what is told of templates heeded.
     *
     * @param free hears of templates by which nothing was sent for a while, when that is over
     */
    Flows beside(Flows flows, Consumer<TemplateName> free) {
        var watch = templates(free);
        ear = new TemplateAnswers(watch, loop.clock());
        var heeding = new TemplateFlows(flows, watch);
        if (!loop.config().fetchesMedia()) return heeding;
        var senders = loop.config().sendersByChannel();
        return new MediaFlows(
                heeding, channel -> Optional.ofNullable(senders.get(channel)).map(SenderPlans::media));
    }

    /** What messages to people pass before they go. What they tell of templates is heard once {@link #beside} was called. */
    Gatekeeping gatekeeping() {
        var sends = loop.config().senders().stream()
                .map(sender -> new Sends(sender.name(), sender.phoneNumberId(), sender.tenant()))
                .toList();
        // Whether they are asked at all stands in a file that is read once.
        return gates().isEmpty()
                ? Gatekeeping.NONE
                : new Gatekeeping(
                        () -> gates().orElseThrow(), sends, new RedisSpending(loop.redis(), loop.keys()), this::heard);
    }

    /** Those in force. */
    private Optional<Gates> gates() {
        return loop.edition().get().gates();
    }

    private void heard(String sender, TemplateName template, Outcome outcome) {
        ear.heard(sender, template, outcome);
    }

    private TemplateWatch templates(Consumer<TemplateName> free) {
        var started = TemplateWatch.start(new TemplateWatch.Parts(
                loop.vertx(),
                loop.redis(),
                loop.keys(),
                loop.setup().templates(),
                loop.config().accounts(),
                loop.clock(),
                loop.registry(),
                (name, language) -> free.accept(new TemplateName(name, language))));
        loop.closing().push("templates", started::stop);
        return started;
    }
}
