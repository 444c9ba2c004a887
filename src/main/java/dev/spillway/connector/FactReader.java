package dev.spillway.connector;

import dev.spillway.connector.Report.About;
import dev.spillway.connector.Report.Fact;
import dev.spillway.connector.Report.Misfit;
import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a fact of one item of a webhook, as {@link WebhooksFile.EventsFile} says.
 *
 * @param hashWithoutId whether a hash stands in for a missing id
 */
record FactReader(
        Asking where,
        Asking type,
        Asking id,
        boolean hashWithoutId,
        Asking phone,
        Asking userId,
        Asking name,
        Asking record,
        Asking channel,
        Asking at,
        Asking data) {
    private static final int TYPE_MAX = 100;
    private static final int TEXT_MAX = 200;
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");
    private static final Pattern PHONE = Pattern.compile("[0-9]{6,15}");

    /**
     * What an item is read by.
     *
     * @param view what expressions see
     * @param json its JSON as it came; null where it is a part of a body
     * @param value the same, read
     * @param hash of the body and its place in it
     */
    record Item(
            Map<String, Object> view,
            @Nullable Payload json,
            @Nullable Object value,
            String hash) {
        Payload payload() {
            return json == null ? Json.write(value) : json;
        }
    }

    /** Empty if it is passed by. */
    Optional<Report> read(Item item) {
        try {
            return where.holds(item.view()) ? Optional.of(fact(item)) : Optional.empty();
        } catch (Unfit e) {
            return Optional.of(new Misfit(true, String.valueOf(e.getMessage()), item.payload()));
        }
    }

    private Fact fact(Item item) {
        var view = item.view();
        return new Fact(type(view), id(item), about(view), at(view), data(item));
    }

    private String type(Map<String, Object> view) {
        var text = type.text(view);
        if (text.isEmpty()) throw new Unfit(type.key(), "yields nothing");
        return text.length() > TYPE_MAX ? text.substring(0, TYPE_MAX) : text;
    }

    /** A long one is hashed: keys are kept for days. */
    private String id(Item item) {
        var text = id.text(item.view());
        if (text.isEmpty() && !hashWithoutId) throw new Unfit(id.key(), "yields nothing");
        if (text.isEmpty()) return "body:" + item.hash();
        return "id:" + (text.length() > TEXT_MAX ? Payload.of(text).sha256() : text);
    }

    private About about(Map<String, Object> view) {
        var digits = NO_DIGIT.matcher(phone.text(view)).replaceAll("");
        return new About(
                PHONE.matcher(digits).matches() ? digits : "",
                userId.text(view),
                name.text(view),
                record.text(view),
                channel.text(view));
    }

    private @Nullable Instant at(Map<String, Object> view) {
        var text = at.text(view);
        if (text.isEmpty()) return null;
        return EventTime.of(text).orElseThrow(() -> new Unfit(at.key(), "yields no time"));
    }

    private Payload data(Item item) {
        return data.isThere() ? Json.write(data.value(item.view())) : item.payload();
    }
}
