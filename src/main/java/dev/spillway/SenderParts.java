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
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.template.TemplateFlows;
import dev.spillway.template.TemplateWatch;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What senders need beside their calls, made on the work loop: files on their way, and what is known of templates. */
final class SenderParts {
    private final Vertx vertx;
    private final Shared shared;
    private final RedisLink redis;
    private final Supplier<Optional<Gates>> gates;
    private final Closing closing;
    private TemplateEar ear = TemplateEar.DEAF;

    /**
     * @param gates those in force, asked for each message
     * @param closing gets what has to be closed with the work loop
     */
    SenderParts(Vertx vertx, Shared shared, RedisLink redis, Supplier<Optional<Gates>> gates, Closing closing) {
        this.vertx = vertx;
        this.shared = shared;
        this.redis = redis;
        this.gates = gates;
        this.closing = closing;
    }

    /** What fetches and brings files; nothing if no media are configured. */
    Errands errands() {
        var config = setup().config();
        var media = config.media();
        if (media == null) return Errands.NONE;
        var files = new MediaErrands(
                new MediaErrands.Parts(vertx, redis, keys(), config.mediaNumbers(), registry()), media);
        closing.push("media", files::close);
        return files;
    }

    /**
     * The flows, with what people send fetched beside them, and what is told of templates heeded.
     *
     * @param free hears of templates by which nothing was sent for a while, when that is over
     */
    Flows beside(Flows flows, Consumer<TemplateName> free) {
        var watch = templates(free);
        ear = new TemplateAnswers(watch, shared.clock());
        var heeding = new TemplateFlows(flows, watch);
        if (!setup().config().fetchesMedia()) return heeding;
        var senders = setup().config().sendersByChannel();
        return new MediaFlows(
                heeding, channel -> Optional.ofNullable(senders.get(channel)).map(SenderPlans::media));
    }

    /** What messages to people pass before they go. What they tell of templates is heard once {@link #beside} was called. */
    Gatekeeping gatekeeping() {
        var sends = setup().config().senders().stream()
                .map(sender -> new Sends(sender.name(), sender.phoneNumberId(), sender.tenant()))
                .toList();
        // Whether they are asked at all stands in a file that is read once.
        return gates.get().isEmpty()
                ? Gatekeeping.NONE
                : new Gatekeeping(
                        () -> gates.get().orElseThrow(), sends, new RedisSpending(redis, keys()), this::heard);
    }

    private void heard(String sender, TemplateName template, Outcome outcome) {
        ear.heard(sender, template, outcome);
    }

    private TemplateWatch templates(Consumer<TemplateName> free) {
        var started = TemplateWatch.start(new TemplateWatch.Parts(
                vertx,
                redis,
                keys(),
                setup().templates(),
                setup().config().accounts(),
                shared.clock(),
                registry(),
                (name, language) -> free.accept(new TemplateName(name, language))));
        closing.push("templates", started::stop);
        return started;
    }

    private Setup setup() {
        return shared.setup();
    }

    private Keyspace keys() {
        return setup().config().keyspace();
    }

    private MeterRegistry registry() {
        return shared.registry();
    }
}
