package dev.spillway.vendors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A HubSpot account: contacts, tickets, notes, orders. Plan Professional, a service key. */
final class HubSpot implements Vendor {
    private static final String ACCOUNT = "account";
    private static final String KEY = "pat-service-key";
    private static final String OBJECTS = "/crm/(v3/objects|objects/2026-0[39])";

    private static final String PROPERTY = "/crm/v3/properties/[a-z]+/\\w+";

    private final Limit burst = Limit.rolling(190, Duration.ofSeconds(10));
    private final Limit search = Limit.rolling(5, Duration.ofSeconds(1));
    private final Limit daily = Limit.rolling(650_000, Duration.ofDays(1));
    private final HubSpotObjects objects = new HubSpotObjects();
    private boolean revoked;

    @Override
    public String name() {
        return "hubspot";
    }

    @Override
    public String operation(Asked asked) {
        if (isSearch(asked)) return "search";
        if (asked.is("GET", PROPERTY)) return "property";
        return asked.path().contains("/associations/") ? "associate" : "write " + type(asked);
    }

    @Override
    public void admit(Asked asked, Underway underway) {
        if (revoked || !KEY.equals(asked.authorization("Bearer"))) {
            throw refused(401, "INVALID_AUTHENTICATION", "Authentication credentials not found.");
        }
        if (!daily.take(ACCOUNT, asked.at())) throw tooMany("DAILY");
        // Nobody says that searches go free of what counts every call of an app.
        if (isSearch(asked) && !search.take(ACCOUNT, asked.at())) throw tooMany("SECONDLY");
        if (!burst.take(ACCOUNT, asked.at())) throw tooMany("TEN_SECONDLY_ROLLING");
    }

    @Override
    public Said work(Asked asked) {
        var type = type(asked);
        if (asked.is("PUT", "/crm/v4/objects/[a-z]+/[^/]+/associations/default/[a-z]+/[^/]+")) return associate(asked);
        if (asked.is("POST", OBJECTS + "/[a-z]+/search")) return objects.search(type, asked);
        if (asked.is("POST", OBJECTS + "/[a-z]+/batch/upsert")) return objects.upsert(type, asked);
        if (asked.is("POST", OBJECTS + "/[a-z]+")) return objects.create(type, asked);
        if (asked.is("PATCH", OBJECTS + "/[a-z]+/\\d+")) return objects.update(type, asked);
        if (asked.is("GET", PROPERTY)) return property(asked.segment(3), asked.segment(4));
        throw refused(404, "OBJECT_NOT_FOUND", "resource not found");
    }

    private Said property(String type, String name) {
        var table = tables().get(type);
        if (table == null || !table.knows(name)) {
            throw refused(404, "OBJECT_NOT_FOUND", "Property " + name + " does not exist");
        }
        return Said.json(200, new JsonObject().put("name", name).put("hasUniqueValue", table.isUnique(name)));
    }

    private Said associate(Asked asked) {
        objects.associate(asked.segment(3), asked.segment(4), asked.segment(7), asked.segment(8));
        return Said.json(200, new JsonObject().put("status", "COMPLETE").put("results", new JsonArray()));
    }

    /** Searches tell nothing of the limits. */
    @Override
    public Said signed(Asked asked, Said said) {
        if (isSearch(asked)) return said;
        return said.with("X-HubSpot-RateLimit-Daily", daily.max())
                .with("X-HubSpot-RateLimit-Daily-Remaining", daily.left(ACCOUNT, asked.at()))
                .with("X-HubSpot-RateLimit-Max", burst.max())
                .with("X-HubSpot-RateLimit-Remaining", burst.left(ACCOUNT, asked.at()))
                .with("X-HubSpot-RateLimit-Interval-Milliseconds", burst.span().toMillis());
    }

    @Override
    public Said overloaded() {
        return error(503, "SERVICE_UNAVAILABLE", "try again");
    }

    private static boolean isSearch(Asked asked) {
        return asked.path().endsWith("/search");
    }

    /** Behind "objects", and behind a date if there is one. */
    private static String type(Asked asked) {
        return asked.path().replaceFirst("^" + OBJECTS + "/([a-z]+).*$", "$2");
    }

    private static Refusal tooMany(String policy) {
        return Refusal.limited(Said.json(
                429,
                body("RATE_LIMITS", "You have reached your " + policy + " limit.")
                        .put("errorType", "RATE_LIMIT")
                        .put("policyName", policy)));
    }

    static Refusal refused(int status, String category, String message) {
        return Refusal.of(error(status, category, message));
    }

    private static Said error(int status, String category, String message) {
        return Said.json(status, body(category, message));
    }

    static JsonObject body(String category, String message) {
        return new JsonObject()
                .put("status", "error")
                .put("message", message)
                .put("correlationId", "c0ffee00-0000-4000-8000-000000000000")
                .put("category", category);
    }

    @Override
    public Map<String, String> params(String base) {
        return Map.of("token", KEY, "account", Vendor.account(base));
    }

    @Override
    public Map<String, Limit> limits() {
        return Map.of("burst", burst, "search", search, "daily", daily);
    }

    @Override
    public Map<String, Table> tables() {
        return objects.tables();
    }

    @Override
    public boolean control(String name, JsonObject how, Instant now) {
        switch (name) {
            case "lag" -> objects.lag(Duration.ofMillis(how.getLong("ms")));
            case "refuse" -> objects.refuse(how.getString("property"), how.getString("value"));
            case "revoke" -> revoked = how.getBoolean("dead", true);
            default -> {
                return false;
            }
        }
        return true;
    }
}
