package dev.spillway.vendors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An S/4HANA system by OData v2: sales orders, billing documents, stock, addresses. It publishes no limit: as many calls are worked on as there are
 * dialog processes, the others wait, and when too many wait it answers 503.
 */
final class Sap implements Vendor {
    private static final String USER = "SPILLWAY";
    private static final String PASSWORD = "sap-secret";
    private static final String ROOT = "/sap/opu/odata/sap/";

    private final SapSessions sessions = new SapSessions();
    private final SapOrders orders = new SapOrders();
    private final SapMasterData masterData = new SapMasterData();
    private final SapBilling billing = new SapBilling();
    private String password = PASSWORD;

    @Override
    public String name() {
        return "sap-s4hana";
    }

    @Override
    public String operation(Asked asked) {
        var set = asked.segment(5).replaceFirst("\\(.*$", "");
        return asked.method().toLowerCase(Locale.ROOT) + " " + (set.isEmpty() ? "service" : set);
    }

    @Override
    public void admit(Asked asked, Underway underway) {
        if (!asked.path().startsWith(ROOT)) throw refused(404, "/IWFND/MED/170", "No service found");
        var given = new String(decoded(asked.authorization("Basic")), StandardCharsets.UTF_8);
        if (!given.equals(USER + ":" + password)) {
            throw Refusal.of(Said.json(401, "\"Logon failed\"").with("WWW-Authenticate", "Basic realm=\"SAP\""));
        }
        if (!asked.method().equals("GET")) sessions.check(asked);
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    @Override
    public Said work(Asked asked) {
        if (asked.method().equals("GET") && !wantsJson(asked)) return atom();
        var said = worked(asked);
        return asked.header("x-csrf-token").equalsIgnoreCase("fetch") ? sessions.open(asked, said) : said;
    }

    private Said worked(Asked asked) {
        var service = asked.segment(4);
        var set = asked.segment(5);
        if (set.isEmpty()) return document(service);
        return switch (service) {
            case "API_SALES_ORDER_SRV" -> orders.answer(asked, set);
            case "API_MATERIAL_STOCK_SRV", "API_BUSINESS_PARTNER" -> masterData.answer(asked, set);
            case "API_BILLING_DOCUMENT_SRV" -> billing.answer(asked, set);
            default -> throw refused(404, "/IWFND/MED/170", "No service found");
        };
    }

    private static boolean wantsJson(Asked asked) {
        return asked.header("accept").contains("application/json")
                || asked.query("$format").equals("json");
    }

    /** What whoever asks for nothing better gets. */
    private static Said atom() {
        return new Said(
                200, Map.of("Content-Type", List.of("application/atom+xml")), "<?xml version=\"1.0\"?><feed/>", "");
    }

    private static Said document(String service) {
        if (!service.startsWith("API_")) throw refused(404, "/IWFND/MED/170", "No service found");
        return Said.json(200, new JsonObject().put("d", new JsonObject().put("EntitySets", new JsonArray())));
    }

    @Override
    public Said overloaded() {
        return Said.json(503, "\"Service Unavailable\"");
    }

    static Refusal refused(int status, String code, String text) {
        return Refusal.of(error(status, code, text));
    }

    static Said error(int status, String code, String text) {
        var message = new JsonObject().put("lang", "en").put("value", text);
        var inner = new JsonObject().put("errordetails", new JsonArray());
        return Said.json(
                status,
                new JsonObject()
                        .put(
                                "error",
                                new JsonObject()
                                        .put("code", code)
                                        .put("message", message)
                                        .put("innererror", inner)));
    }

    @Override
    public Map<String, String> params(String base) {
        return Map.of("host", "my300000.s4hana.example", "user", USER, "password", PASSWORD, "soldToParty", "10100001");
    }

    @Override
    public Map<String, Limit> limits() {
        return Map.of();
    }

    @Override
    public Map<String, Table> tables() {
        return Map.of(
                "A_SalesOrder",
                orders.table(),
                "A_MatlStkInAcctMod",
                masterData.stock(),
                "A_AddressPhoneNumber",
                masterData.phones(),
                "A_BusinessPartnerAddress",
                masterData.addresses());
    }

    @Override
    public boolean control(String name, JsonObject how, Instant now) {
        switch (name) {
            case "expireSessions" -> sessions.expire();
            case "idle" -> sessions.idle(Duration.ofMillis(how.getLong("ms")));
            case "revoke" -> password = how.getBoolean("dead", true) ? "changed" : PASSWORD;
            case "lock" -> orders.lock(how.getInteger("times"));
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public JsonObject figures() {
        return new JsonObject().put("sessions", sessions.opened());
    }
}
