package dev.spillway.redis;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code redis.url} taken apart: one way to speak, several servers. Holds a secret.
 *
 * @param head scheme and credentials, e.g. {@code redis://user:password@}
 * @param tail what follows the servers, e.g. {@code /2}
 */
record Endpoints(String head, List<Address> servers, String tail) {
    private static final Pattern FORM =
            Pattern.compile("(?<head>rediss?://([^/?#]*@)?)(?<servers>[^/?#@]+)(?<tail>([/?].*)?)");
    static final int PORT = 6379;
    static final int SENTINEL_PORT = 26_379;

    /**
     * @param defaultPort of servers that are named without one
     * @throws IllegalArgumentException if it is none of ours; says nothing of what it holds
     */
    static Endpoints parse(String url, int defaultPort) {
        var parts = FORM.matcher(url);
        if (!parts.matches()) throw wrong();
        try {
            var servers = Stream.of(parts.group("servers").split(",", -1))
                    .map(server -> Address.parse(server, defaultPort))
                    .toList();
            var endpoints = new Endpoints(parts.group("head"), servers, parts.group("tail"));
            for (var server : servers) new URI(endpoints.url(server));
            return endpoints;
        } catch (URISyntaxException | NumberFormatException e) {
            throw wrong();
        }
    }

    private static IllegalArgumentException wrong() {
        return new IllegalArgumentException(
                "redis.url must be redis://[user:password@]host:port[,host:port..][/db], or begin with rediss://");
    }

    boolean everyServerHasAHost() {
        return servers.stream().noneMatch(server -> server.host().isEmpty());
    }

    /** Whether it names a database other than the first. */
    boolean choosesADatabase() {
        return !tail.matches("/?0?(\\?.*)?");
    }

    /** The URL of one server. */
    String url(Address server) {
        return head + server + tail;
    }
}
