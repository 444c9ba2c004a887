package dev.spillway.whatsapp;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * One WhatsApp number that messages are sent from.
 *
 * @param name the destination's name, by which flows and lanes know it
 * @param phoneNumberId Meta's id of the number: also the channel that incoming messages name
 * @param accessToken bearer token of a system user; a secret
 * @param apiUrl e.g. {@code https://graph.facebook.com}
 * @param version of the Graph API, e.g. {@code v26.0}; an expired one is silently served by the oldest living one
 * @param timeout of one send
 */
public record SenderSettings(
        String name, String phoneNumberId, String accessToken, URI apiUrl, String version, Duration timeout) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern NUMBER_ID = Pattern.compile("\\d{1,32}");
    private static final Pattern VERSION = Pattern.compile("v\\d{1,3}\\.\\d{1,2}");
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,4096}");
    private static final Duration TIMEOUT_MAX = Duration.ofMinutes(2);

    public SenderSettings {
        require(NAME.matcher(name).matches(), "name must be 1..63 of a-z 0-9 -, was " + name);
        require(NUMBER_ID.matcher(phoneNumberId).matches(), "phoneNumberId must be digits, was " + phoneNumberId);
        require(
                TOKEN.matcher(accessToken).matches(),
                "accessToken must be 1..4096 printable characters without spaces");
        require(isHttp(apiUrl), "apiUrl must be an absolute http or https address, was " + apiUrl);
        require(VERSION.matcher(version).matches(), "version must look like v26.0, was " + version);
        require(isPositive(timeout), "timeout must be more than 0 and at most PT2M, was " + timeout);
    }

    private static boolean isHttp(URI uri) {
        return uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
    }

    private static boolean isPositive(Duration timeout) {
        return !timeout.isNegative() && !timeout.isZero() && timeout.compareTo(TIMEOUT_MAX) <= 0;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) throw new IllegalArgumentException("senders[]." + rule);
    }

    /** Where messages are posted. */
    URI messagesUri() {
        return URI.create(number() + "/messages");
    }

    /** Where these fields of the number are read. */
    URI numberUri(String fields) {
        return URI.create(number() + "?fields=" + fields);
    }

    private String number() {
        var base = apiUrl.toString();
        var trimmed = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return trimmed + "/" + version + "/" + phoneNumberId;
    }

    @Override
    public String toString() {
        return "SenderSettings[name=" + name + ", phoneNumberId=" + phoneNumberId + ", accessToken=***, apiUrl="
                + apiUrl + ", version=" + version + ", timeout=" + timeout + "]";
    }
}
