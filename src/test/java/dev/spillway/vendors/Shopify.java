package dev.spillway.vendors;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A shop of the Standard plan, by GraphQL. Queries cost points; who has too few is told so with status 200. */
final class Shopify implements Vendor {
    private static final String API = "/admin/api/20\\d\\d-(01|04|07|10)/graphql\\.json";
    private static final String CLIENT = "0123456789abcdef";
    private static final String SECRET = "shpss-secret";
    private static final int LIFE_SECONDS = 86_399;
    private static final int COST_MAX = 1_000;

    private final Tokens tokens = new Tokens();
    private final Points points = new Points(1_000, 100);
    private final ShopifyShop shop = new ShopifyShop();
    private final ShopifyApi api = ShopifyApi.of(shop);

    @Override
    public String name() {
        return "shopify";
    }

    @Override
    public String operation(Asked asked) {
        if (!asked.path().matches(API)) return asked.path();
        return asked.json().getString("query", "").replaceFirst("(?s)^[^{]*\\{\\s*(\\w+).*$", "$1");
    }

    @Override
    public void admit(Asked asked, Underway underway) {
        if (asked.is("POST", "/admin/oauth/access_token")) return;
        if (!asked.is("POST", API)) throw Refusal.of(errors(404, "Not Found"));
        if (!tokens.isGood(asked.header("x-shopify-access-token"), asked.at())) {
            throw Refusal.of(errors(401, "[API] Invalid API key or access token"));
        }
        var cost = api.cost(input(asked));
        if (cost > COST_MAX) {
            throw Refusal.of(
                    topLevel("MAX_COST_EXCEEDED", "Query cost is " + cost + ", the most is " + COST_MAX, null));
        }
        if (!points.take(cost, asked.at())) {
            throw Refusal.limited(topLevel("THROTTLED", "Throttled", told(cost, null, asked.at())));
        }
    }

    @Override
    public Said work(Asked asked) {
        if (!asked.path().matches(API)) return token(asked);
        var written = shop.written();
        shop.at(asked.at());
        var result = api.execute(input(asked));
        var requested = api.cost(input(asked));
        var actual = Math.min(requested, Costs.actual(result));
        points.giveBack(requested - actual);
        var said = Said.json(200, body(result, told(requested, actual, asked.at())));
        return shop.written() > written ? said.made(operation(asked) + ":" + shop.written()) : said;
    }

    private static ExecutionInput input(Asked asked) {
        var body = asked.json();
        return ExecutionInput.newExecutionInput(body.getString("query", ""))
                .variables(body.getJsonObject("variables", new JsonObject()).getMap())
                .build();
    }

    private static JsonObject body(ExecutionResult result, JsonObject cost) {
        var body = new JsonObject(result.toSpecification());
        return body.put("extensions", new JsonObject().put("cost", cost));
    }

    /** @param actual null of a query that was not done */
    private JsonObject told(int requested, @Nullable Integer actual, Instant now) {
        return new JsonObject()
                .put("requestedQueryCost", requested)
                .put("actualQueryCost", actual)
                .put(
                        "throttleStatus",
                        new JsonObject()
                                .put("maximumAvailable", (double) points.max())
                                .put("currentlyAvailable", points.available(now))
                                .put("restoreRate", (double) points.restore()));
    }

    private static Said topLevel(String code, String message, @Nullable JsonObject cost) {
        var error = new JsonObject().put("message", message).put("extensions", new JsonObject().put("code", code));
        var body = new JsonObject().put("errors", new JsonArray().add(error));
        return Said.json(200, cost == null ? body : body.put("extensions", new JsonObject().put("cost", cost)));
    }

    private Said token(Asked asked) {
        var form = asked.form();
        if (tokens.isRevoked() || !CLIENT.equals(form.get("client_id")) || !SECRET.equals(form.get("client_secret"))) {
            throw Refusal.of(Said.json(400, new JsonObject().put("error", "invalid_client")));
        }
        if (!"client_credentials".equals(form.get("grant_type"))) {
            throw Refusal.of(Said.json(400, new JsonObject().put("error", "unsupported_grant_type")));
        }
        return Said.json(
                200,
                new JsonObject()
                        .put("access_token", tokens.mint(asked.at(), Duration.ofSeconds(LIFE_SECONDS)))
                        .put("scope", "read_orders,read_customers,write_customers,read_inventory,write_draft_orders")
                        .put("expires_in", LIFE_SECONDS));
    }

    private static Said errors(int status, String text) {
        return Said.json(status, new JsonObject().put("errors", text));
    }

    @Override
    public Said overloaded() {
        return errors(503, "Service Unavailable");
    }

    @Override
    public Map<String, String> params(String base) {
        return Map.of("shop", Vendor.account(base), "clientId", CLIENT, "clientSecret", SECRET);
    }

    @Override
    public Map<String, Limit> limits() {
        return Map.of();
    }

    @Override
    public Map<String, Table> tables() {
        return shop.tables();
    }

    @Override
    public boolean control(String name, JsonObject how, Instant now) {
        switch (name) {
            case "expireTokens" -> tokens.expire();
            case "revoke" -> tokens.revoke(how.getBoolean("dead", true));
            case "points" -> points.set(how.getInteger("max"), how.getInteger("restore"), now);
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public JsonObject figures() {
        return new JsonObject()
                .put("minted", tokens.minted())
                .put("pointsSpent", points.spent())
                .put("restoreRate", points.restore());
    }
}
