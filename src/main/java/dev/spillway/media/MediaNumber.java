package dev.spillway.media;

import java.net.URI;

/**
 * A number whose files these are: an upload can be used by the number that made it only.
 *
 * @param phoneNumberId Meta's id of it
 * @param token a secret
 * @param apiUrl e.g. {@code https://graph.facebook.com}
 * @param version of the Graph API
 */
public record MediaNumber(String phoneNumberId, String token, URI apiUrl, String version) {
    /** An address below the API's. */
    URI at(String node) {
        var base = apiUrl.toString();
        return URI.create(
                (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/" + version + "/" + node);
    }

    @Override
    public String toString() {
        return "MediaNumber[" + phoneNumberId + "]";
    }
}
