package dev.spillway.connector;

import dev.spillway.connector.Report.Misfit;
import dev.spillway.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes a webhook apart. What does not fit leaves its neighbours alone.
 *
 * @param of what items there are; nothing written: the body is the only one
 * @param params of the instance, without secrets
 */
record WebhookReader(Asking of, FactReader facts, Map<String, Object> params) {
    /** More than any backend puts into one body. */
    private static final int ITEMS_MAX = 1000;

    /** Each expression has a guard of its own; this is for all of a body. */
    private static final long NANOS_MAX = 2_000_000_000L;

    WebhookReader {
        params = Map.copyOf(params);
    }

    List<Report> read(Arrival arrival) {
        @Nullable Object body;
        try {
            body = Json.read(arrival.body());
        } catch (IllegalArgumentException noJson) {
            return List.of(new Misfit(false, "the body is " + noJson.getMessage(), arrival.body()));
        }
        try {
            return reports(arrival, body);
        } catch (Unfit e) {
            return List.of(new Misfit(true, String.valueOf(e.getMessage()), arrival.body()));
        }
    }

    private List<Report> reports(Arrival arrival, @Nullable Object body) {
        var ends = System.nanoTime() + NANOS_MAX;
        var view = view(arrival, body);
        var items = items(view, body);
        var hash = facts.hashWithoutId() ? arrival.body().sha256() : "";
        var reports = new ArrayList<Report>();
        for (var i = 0; i < items.size(); i++) {
            if (System.nanoTime() - ends > 0) throw new Unfit("webhooks.events", "take longer than 2 s");
            facts.read(item(arrival, view, items.get(i), hash + "." + i)).ifPresent(reports::add);
        }
        return reports;
    }

    private Map<String, Object> view(Arrival arrival, @Nullable Object body) {
        var view = new HashMap<String, Object>();
        view.put("headers", arrival.headers());
        view.put("query", arrival.query());
        view.put("param", params);
        if (body != null) view.put("body", body);
        return view;
    }

    private List<?> items(Map<String, Object> view, @Nullable Object body) {
        if (!of.isThere()) return body == null ? List.of() : List.of(body);
        var value = of.value(view);
        if (!(value instanceof List<?> list)) return value == null ? List.of() : List.of(value);
        if (list.size() > ITEMS_MAX) throw new Unfit(of.key(), "yields more than " + ITEMS_MAX);
        return list;
    }

    private FactReader.Item item(Arrival arrival, Map<String, Object> view, @Nullable Object value, String hash) {
        var own = new HashMap<>(view);
        if (value != null) own.put("item", value);
        return new FactReader.Item(own, of.isThere() ? null : arrival.body(), value, hash);
    }
}
