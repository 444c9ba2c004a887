package dev.spillway.media;

import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.flow.Flows;
import dev.spillway.flow.Occasion;
import dev.spillway.flow.Run;
import dev.spillway.json.Json;
import dev.spillway.lane.Delivery;
import dev.spillway.lane.Priority;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Flows, and beside what they decide a delivery that fetches the file of a message: both are committed together. Ids live for 7 days, so
 * they are fetched whatever the flows do.
 */
public final class MediaFlows implements Flows {
    private static final List<String> TYPES = List.of("image", "video", "audio", "voice", "document", "sticker");
    private static final String STEP = "media.fetch";

    private final Flows flows;
    private final Function<String, Optional<String>> destinations;

    /** @param destinations the one that fetches what came to a channel */
    public MediaFlows(Flows flows, Function<String, Optional<String>> destinations) {
        this.flows = flows;
        this.destinations = destinations;
    }

    @Override
    public Future<Run> run(Occasion occasion) {
        var run = flows.run(occasion);
        return occasion.event().kind() == EventKind.MESSAGE
                ? run.map(decided -> fetch(occasion)
                        .map(it -> decided.beside(List.of(it), List.of()))
                        .orElse(decided))
                : run;
    }

    private Optional<Delivery> fetch(Occasion occasion) {
        var event = occasion.event();
        if (!TYPES.contains(event.type())) return Optional.empty();
        return destinations
                .apply(event.origin().channel())
                .flatMap(to -> input(event)
                        .map(input -> new Delivery(
                                event.id().step(STEP),
                                to,
                                Priority.NORMAL,
                                event.contactKey(),
                                event.id(),
                                occasion.acceptedAt(),
                                STEP,
                                "fetchMedia",
                                input,
                                "",
                                false)));
    }

    private static Optional<Map<String, Object>> input(Event event) {
        var message = object(event);
        if (!(message.get(event.type()) instanceof Map<?, ?> file)) return Optional.empty();
        var id = String.valueOf(file.get("id"));
        if (!id.matches("[A-Za-z0-9_-]{1,64}")) return Optional.empty();
        var sha256 = file.get("sha256") instanceof String hash ? hash : "";
        var key = event.origin().channel() + "/" + id;
        return Optional.of(Map.of("mediaId", id, "sha256", sha256, "key", key));
    }

    private static Map<String, Object> object(Event event) {
        try {
            return Json.object(event.payload());
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
    }

    @Override
    public boolean wantsSession(EventKind kind) {
        return flows.wantsSession(kind);
    }
}
