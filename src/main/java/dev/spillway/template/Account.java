package dev.spillway.template;

import java.net.URI;

/**
 * Where templates live: a business account of the provider's.
 *
 * @param id Meta's id of the WhatsApp Business Account
 * @param token bearer token of a system user that may manage it; a secret
 * @param apiUrl e.g. {@code https://graph.facebook.com}
 * @param version of the Graph API, e.g. {@code v26.0}
 */
public record Account(String id, String token, URI apiUrl, String version) {
    /** The same somewhere else. */
    public Account at(URI otherUrl) {
        return new Account(id, token, otherUrl, version);
    }

    String path(String node) {
        return "/" + version + "/" + node;
    }

    @Override
    public String toString() {
        return "Account[" + id + "]";
    }
}
