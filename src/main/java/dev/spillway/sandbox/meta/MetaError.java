package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.Answer;
import dev.spillway.sandbox.stage.Json;
import java.util.Set;

/**
 * An error of the Cloud API in its documented shape.
 *
 * @param details of error_data; empty = the error has none
 * @param subcode 0 = none
 */
record MetaError(int status, int code, int subcode, String type, String message, String details) {
    static final int PAIR_LIMIT = 131056;

    private static final Set<Integer> RATE_LIMITS = Set.of(130429, PAIR_LIMIT, 131057);
    private static final String DOCUMENTATION =
            "https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes";

    static MetaError badToken() {
        return new MetaError(401, 190, 463, "OAuthException", "Error validating access token", "");
    }

    static MetaError unknownNumber(String id) {
        return new MetaError(
                400,
                100,
                33,
                "GraphMethodException",
                "Unsupported post request. Object with ID '" + id
                        + "' does not exist, cannot be loaded due to missing permissions, or does not support this operation",
                "");
    }

    static MetaError badParameter(String details) {
        return of(100, "Invalid parameter", details);
    }

    static MetaError missing(String parameter) {
        return of(131008, "Required parameter is missing", "Parameter " + parameter + " is missing");
    }

    static MetaError badValue(String details) {
        return of(131009, "Parameter value is not valid", details);
    }

    static MetaError mediaUnknown(String type, String id) {
        return of(
                100,
                "Invalid parameter",
                "Param " + type + "['id'] is not a valid whatsapp business account media attachment ID: " + id);
    }

    static MetaError mediaUpload(String details) {
        return of(131053, "Media upload error", details);
    }

    static MetaError of(int code, String title, String details) {
        return of(400, code, title, details);
    }

    static MetaError of(int status, int code, String title, String details) {
        return new MetaError(status, code, 0, "OAuthException", "(#" + code + ") " + title, details);
    }

    /** With another HTTP status, if one is given and this is about a rate. */
    MetaError withRateLimitStatus(int other) {
        if (other == 0 || !RATE_LIMITS.contains(code)) return this;
        return new MetaError(other, code, subcode, type, message, details);
    }

    /** The element of a status's {@code errors}. */
    ObjectNode inStatus() {
        var title = message.replaceFirst("^\\(#\\d+\\) ", "");
        var error = Json.object().put("code", code).put("title", title).put("message", title);
        error.putObject("error_data").put("details", details);
        return error.put("href", DOCUMENTATION);
    }

    Answer answer() {
        var error = Json.object().put("message", message).put("type", type).put("code", code);
        if (subcode != 0) error.put("error_subcode", subcode);
        if (!details.isEmpty()) {
            error.putObject("error_data").put("messaging_product", "whatsapp").put("details", details);
        }
        error.put("fbtrace_id", "ASimulatedTrace01");
        ObjectNode body = Json.object();
        body.set("error", error);
        return Answer.of(status, body);
    }
}
