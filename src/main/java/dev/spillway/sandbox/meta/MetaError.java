package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.Answer;
import dev.spillway.sandbox.stage.Json;

/**
 * An error of the Cloud API in its documented shape.
 *
 * @param details of error_data; empty = the error has none
 * @param subcode 0 = none
 */
record MetaError(int status, int code, int subcode, String type, String message, String details) {

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
        return withCode(100, "Invalid parameter", details);
    }

    static MetaError missing(String parameter) {
        return withCode(131008, "Required parameter is missing", "Parameter " + parameter + " is missing");
    }

    static MetaError badValue(String details) {
        return withCode(131009, "Parameter value is not valid", details);
    }

    static MetaError throughput() {
        return withCode(
                130429,
                "Rate limit hit",
                "Message failed to send because there were too many messages sent from this phone number in a short period of time");
    }

    static MetaError pairLimit() {
        return withCode(
                131056,
                "(Business Account, Consumer Account) pair rate limit hit",
                "Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time");
    }

    private static MetaError withCode(int code, String title, String details) {
        return new MetaError(400, code, 0, "OAuthException", "(#" + code + ") " + title, details);
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
