package dev.spillway.vendors;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A Zendesk account: people, tickets and their comments. Plan Enterprise, without the high-volume add-on. */
final class Zendesk implements Vendor {
    private static final String ACCOUNT = "account";
    private static final String CLIENT = "spillway";
    private static final String SECRET = "zd-secret";

    /** Allowed: more than 300 s, less than 2 days. */
    private static final int LIFE_MIN = 300;

    private static final int LIFE_MAX = 172_800;
    private static final int LIFE_USUAL = 7_200;

    private final Limit account = Limit.fixed(700, Duration.ofMinutes(1));
    private final Limit updates = Limit.fixed(100, Duration.ofMinutes(1));
    private final Limit ticketUpdates = Limit.rolling(30, Duration.ofMinutes(10));
    private final Tokens tokens = new Tokens();
    private final ZendeskUsers users = new ZendeskUsers();
    private final ZendeskTickets tickets = new ZendeskTickets(users);

    @Override
    public String name() {
        return "zendesk";
    }

    @Override
    public String operation(Asked asked) {
        if (asked.is("PUT", "/api/v2/tickets/[^/]+")) return "ticket.update";
        return asked.method().toLowerCase(Locale.ROOT) + " " + asked.path();
    }

    @Override
    public void admit(Asked asked, Underway underway) {
        if (asked.path().equals("/oauth/tokens")) return;
        if (!asked.path().startsWith("/api/v2/")) throw invalidEndpoint();
        if (!tokens.isGood(asked.authorization("Bearer"), asked.at())) {
            throw Refusal.of(error(401, "invalid_token", "The access token provided is expired, revoked, or invalid."));
        }
        if (!account.take(ACCOUNT, asked.at())) throw tooMany(account, ACCOUNT, asked.at());
        if (asked.is("PUT", "/api/v2/tickets/\\d+")) admitUpdate(asked);
    }

    /** Once by ticket, once for the account. */
    private void admitUpdate(Asked asked) {
        var ticket = asked.segment(3);
        if (!ticketUpdates.take(ticket, asked.at())) throw tooMany(ticketUpdates, ticket, asked.at());
        if (!updates.take(ACCOUNT, asked.at())) throw tooMany(updates, ACCOUNT, asked.at());
    }

    private static Refusal tooMany(Limit limit, String key, Instant now) {
        return Refusal.limited(error(429, "APIRateLimitExceeded", "Number of allowed API requests exceeded")
                .with("Retry-After", limit.resetSeconds(key, now)));
    }

    @Override
    public Said overloaded() {
        return error(503, "ServiceUnavailable", "try again").with("Retry-After", 1);
    }

    @Override
    public Said work(Asked asked) {
        if (asked.is("POST", "/oauth/tokens")) return token(asked);
        if (asked.is("GET", "/api/v2/users/search")) return users.search(asked);
        if (asked.is("POST", "/api/v2/users/create_or_update")) return users.createOrUpdate(asked);
        if (asked.is("PUT", "/api/v2/users/\\d+")) return users.update(asked);
        if (asked.is("GET", "/api/v2/tickets")) return tickets.list(asked);
        if (asked.is("POST", "/api/v2/tickets")) return tickets.create(asked);
        if (asked.is("GET", "/api/v2/tickets/\\d+")) return tickets.show(asked);
        if (asked.is("PUT", "/api/v2/tickets/\\d+")) return tickets.update(asked);
        throw invalidEndpoint();
    }

    @Override
    public Said signed(Asked asked, Said said) {
        if (!asked.path().startsWith("/api/v2/")) return said;
        var left = account.left(ACCOUNT, asked.at());
        return said.with("X-Rate-Limit", account.max())
                .with("X-Rate-Limit-Remaining", left)
                .with("ratelimit-limit", account.max())
                .with("ratelimit-remaining", left)
                .with("ratelimit-reset", account.resetSeconds(ACCOUNT, asked.at()));
    }

    private Said token(Asked asked) {
        var grant = asked.json();
        if (tokens.isRevoked()
                || !CLIENT.equals(grant.getString("client_id"))
                || !SECRET.equals(grant.getString("client_secret"))) {
            throw Refusal.of(error(401, "invalid_client", "Client authentication failed"));
        }
        if (!"client_credentials".equals(grant.getString("grant_type"))) {
            throw Refusal.of(error(400, "unsupported_grant_type", "The grant type is not supported"));
        }
        var life = grant.getInteger("expires_in", LIFE_USUAL);
        if (life <= LIFE_MIN || life >= LIFE_MAX) throw Refusal.of(error(400, "invalid_request", "expires_in"));
        return Said.json(
                200,
                new JsonObject()
                        .put("access_token", tokens.mint(asked.at(), Duration.ofSeconds(life)))
                        .put("token_type", "bearer")
                        .put("scope", grant.getString("scope", "read write"))
                        .put("expires_in", life));
    }

    static Said error(int status, String error, String description) {
        return Said.json(status, new JsonObject().put("error", error).put("description", description));
    }

    /** A field that is not as it must be. */
    static Refusal recordInvalid(String field, String error, String description) {
        var detail = new JsonObject().put("error", error).put("description", field + ": " + description);
        return Refusal.of(Said.json(
                422,
                new JsonObject()
                        .put("error", "RecordInvalid")
                        .put("description", "Record validation errors")
                        .put("details", new JsonObject().put(field, List.of(detail)))));
    }

    static Refusal notFound() {
        return Refusal.of(error(404, "RecordNotFound", "Not found"));
    }

    private static Refusal invalidEndpoint() {
        return Refusal.of(error(404, "InvalidEndpoint", "Not found"));
    }

    @Override
    public Map<String, String> params(String base) {
        return Map.of(
                "subdomain", Vendor.account(base), "clientId", CLIENT, "clientSecret", SECRET, "perMinute", "700");
    }

    @Override
    public Map<String, Limit> limits() {
        return Map.of(ACCOUNT, account, "updates", updates, "ticketUpdates", ticketUpdates);
    }

    @Override
    public Map<String, Table> tables() {
        return Map.of("user", users.table(), "ticket", tickets.table(), "comment", tickets.comments());
    }

    @Override
    public boolean control(String name, JsonObject how, Instant now) {
        switch (name) {
            case "expireTokens" -> tokens.expire();
            case "revoke" -> tokens.revoke(how.getBoolean("dead", true));
            case "idempotencyWindow" -> tickets.idempotencyWindow(Duration.ofMillis(how.getLong("ms")));
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public JsonObject figures() {
        return new JsonObject().put("minted", tokens.minted());
    }
}
