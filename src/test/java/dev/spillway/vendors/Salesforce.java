package dev.spillway.vendors;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** A Salesforce org: contacts, leads, cases, tasks, orders. Errors are an array; its limits answer 403 and name no time. */
final class Salesforce implements Vendor {
    private static final String ORG = "org";
    private static final String DATA = "/services/data/v\\d{2}\\.0";
    private static final int COMPOSITE_MAX = 25;

    /** So many calls may be at it for longer than that. */
    private static final int LONG_MAX = 25;

    private Duration longCall = Duration.ofSeconds(20);
    private final Limit day = Limit.rolling(100_000, Duration.ofDays(1));
    private final SalesforceGrant grant = new SalesforceGrant();
    private final SalesforceRecords records = new SalesforceRecords();

    @Override
    public String name() {
        return "salesforce";
    }

    @Override
    public String operation(Asked asked) {
        var what = asked.path().replaceFirst("^" + DATA + "/(sobjects/)?", "");
        return asked.method().toLowerCase(Locale.ROOT) + " " + what.replaceFirst("/.*$", "");
    }

    @Override
    public void admit(Asked asked, Underway underway) {
        if (asked.path().equals("/services/oauth2/token") || asked.is("GET", "/services/data/?")) return;
        if (!asked.path().matches(DATA + "/.*")) throw notFound();
        if (!grant.tokens().isGood(asked.authorization("Bearer"), asked.at())) {
            throw refused(401, "INVALID_SESSION_ID", "Session expired or invalid");
        }
        if (underway.longerThan(longCall, asked.at()) >= LONG_MAX) {
            throw limited("ConcurrentRequests (Concurrent API Requests) Limit exceeded.");
        }
        if (!day.take(ORG, asked.at())) throw limited("TotalRequests Limit exceeded.");
    }

    @Override
    public Said work(Asked asked) {
        if (asked.is("POST", "/services/oauth2/token")) return grant.token(asked);
        if (asked.is("GET", "/services/data/?")) return versions();
        if (asked.is("GET", DATA + "/limits/?")) return limitsTold(asked.at());
        if (asked.is("POST", DATA + "/composite/?")) return composite(asked);
        return single(asked);
    }

    private Said single(Asked asked) {
        if (asked.is("GET", DATA + "/query/?")) return records.query(asked);
        if (asked.is("PATCH", DATA + "/composite/sobjects/[^/]+/[^/]+")) return records.upsertMany(asked);
        if (asked.is("PATCH", DATA + "/sobjects/[^/]+/[^/]+/[^/]+")) return records.upsert(asked);
        if (asked.is("GET", DATA + "/sobjects/[^/]+/[^/]+/[^/]+")) return records.byExternalId(asked);
        if (asked.is("POST", DATA + "/sobjects/[^/]+/?")) return records.create(asked);
        throw notFound();
    }

    /** Several calls in one, which counts once; a later one may name what an earlier one made: {@code @{ref.id}}. */
    private Said composite(Asked asked) {
        var parts = asked.json().getJsonArray("compositeRequest", new JsonArray());
        if (parts.isEmpty() || parts.size() > COMPOSITE_MAX) throw refused(400, "INVALID_INPUT", "1 to 25 subrequests");
        var answers = new JsonArray();
        var known = new JsonObject();
        for (var n = 0; n < parts.size(); n++) answers.add(part(asked, parts.getJsonObject(n), known));
        return Said.json(200, new JsonObject().put("compositeResponse", answers))
                .made("composite");
    }

    private JsonObject part(Asked asked, JsonObject part, JsonObject known) {
        var text = Filled.of(part.encode(), known);
        var wanted = new JsonObject(text);
        var url = wanted.getString("url").split("\\?", 2);
        var body = wanted.getValue("body") == null
                ? ""
                : wanted.getJsonObject("body").encode();
        var said = attempt(asked.part(wanted.getString("method"), url[0], url.length > 1 ? url[1] : "", body));
        var answer = said.body().isEmpty() ? null : Json.decodeValue(said.body());
        if (answer instanceof JsonObject object) known.put(wanted.getString("referenceId"), object);
        return new JsonObject()
                .put("body", answer)
                .put("httpStatusCode", said.status())
                .put("referenceId", wanted.getString("referenceId"));
    }

    private Said attempt(Asked part) {
        try {
            return single(part);
        } catch (Refusal e) {
            return e.said();
        }
    }

    private static Said versions() {
        return Said.json(
                200, new JsonArray().add(new JsonObject().put("version", "67.0").put("label", "Summer '26")));
    }

    private Said limitsTold(Instant now) {
        var told = new JsonObject().put("Max", day.max()).put("Remaining", day.left(ORG, now));
        return Said.json(200, new JsonObject().put("DailyApiRequests", told));
    }

    @Override
    public Said signed(Asked asked, Said said) {
        if (!asked.path().matches(DATA + "/.*")) return said;
        return said.with("Sforce-Limit-Info", "api-usage=" + day.used(ORG, asked.at()) + "/" + day.max());
    }

    @Override
    public Said overloaded() {
        return error(503, "SERVER_UNAVAILABLE", "try again");
    }

    static Said error(int status, String code, String message) {
        var error = new JsonObject().put("message", message).put("errorCode", code);
        return Said.json(status, new JsonArray().add(error));
    }

    static Refusal refused(int status, String code, String message) {
        return Refusal.of(error(status, code, message));
    }

    private static Refusal limited(String message) {
        return Refusal.limited(error(403, "REQUEST_LIMIT_EXCEEDED", message));
    }

    static Refusal notFound() {
        return refused(404, "NOT_FOUND", "The requested resource does not exist");
    }

    @Override
    public Map<String, String> params(String base) {
        return grant.params(base);
    }

    @Override
    public Map<String, Limit> limits() {
        return Map.of("day", day);
    }

    @Override
    public Map<String, Table> tables() {
        return records.tables();
    }

    @Override
    public boolean control(String name, JsonObject how, Instant now) {
        switch (name) {
            case "expireTokens" -> grant.tokens().expire();
            case "revoke" -> grant.tokens().revoke(how.getBoolean("dead", true));
            case "longCall" -> longCall = Duration.ofMillis(how.getLong("ms"));
            case "updates" -> records.silentUpdates(how.getBoolean("silent"));
            case "lockRows" -> records.lockRows(how.getInteger("times"));
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public JsonObject figures() {
        return new JsonObject().put("minted", grant.tokens().minted()).put("admitted", day.admitted());
    }
}
