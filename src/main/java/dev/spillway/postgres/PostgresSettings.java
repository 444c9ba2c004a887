package dev.spillway.postgres;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * How to reach PostgreSQL.
 *
 * @param url {@code postgresql://user:password@host:port/database}, percent-encoded where needed; holds a secret
 * @param poolSize connections for queries, 1..200; the ledger's writer has two of its own besides
 * @param connectTimeout of one attempt to connect
 * @param queryTimeout after it a query is given up, here and in the database
 * @param waitingMax queries waiting for a connection, 1..100000; more fail at once
 */
public record PostgresSettings(
        String url, int poolSize, Duration connectTimeout, Duration queryTimeout, int waitingMax) {
    private static final int PORT = 5432;

    public PostgresSettings {
        checkUrl(url);
        check("poolSize", poolSize, 200);
        check("waitingMax", waitingMax, 100_000);
        check("connectTimeout in ms", connectTimeout.toMillis(), 60_000);
        check("queryTimeout in ms", queryTimeout.toMillis(), 600_000);
    }

    private static void check(String key, long value, long max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException("postgres." + key + " must be 1.." + max + ", was " + value);
        }
    }

    /** Says what is wrong without saying the url, which holds the password. */
    private static void checkUrl(String url) {
        var form = "postgres.url must be postgresql://user:password@host:port/database";
        try {
            var uri = new URI(url);
            if (!"postgresql".equals(uri.getScheme()) && !"postgres".equals(uri.getScheme())) {
                throw new IllegalArgumentException(form + ", has another scheme");
            }
            if (uri.getHost() == null) throw new IllegalArgumentException(form + ", has no host");
            if (uri.getPath().length() < 2) throw new IllegalArgumentException(form + ", has no database");
            if (uri.getRawUserInfo() == null) throw new IllegalArgumentException(form + ", has no user");
        } catch (java.net.URISyntaxException e) {
            throw new IllegalArgumentException(form + ", is none: " + e.getReason());
        }
    }

    private URI uri() {
        return URI.create(url);
    }

    String host() {
        return uri().getHost();
    }

    int port() {
        return uri().getPort() < 0 ? PORT : uri().getPort();
    }

    String database() {
        return uri().getPath().substring(1);
    }

    String user() {
        return decoded(uri().getRawUserInfo().split(":", 2)[0]);
    }

    String password() {
        var parts = uri().getRawUserInfo().split(":", 2);
        return parts.length < 2 ? "" : decoded(parts[1]);
    }

    /** The part after the question mark, e.g. {@code sslmode=require}; empty if there is none. */
    String query() {
        return uri().getRawQuery() == null ? "" : uri().getRawQuery();
    }

    /** A plus sign means itself in this part of a URL. */
    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "PostgresSettings[postgresql://" + user() + ":***@" + host() + ":" + port() + "/" + database()
                + ", poolSize=" + poolSize + ", connectTimeout=" + connectTimeout + ", queryTimeout=" + queryTimeout
                + ", waitingMax=" + waitingMax + "]";
    }
}
