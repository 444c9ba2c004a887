package dev.spillway.redis;

/**
 * Where a server listens.
 *
 * @param host a name, or an IP address; of version 6 without brackets
 */
record Address(String host, int port) {
    /**
     * Reads {@code host:port}, {@code host}, {@code [v6]:port} or Redis' own {@code v6:port}.
     *
     * @throws IllegalArgumentException if the port is none
     */
    static Address parse(String text, int defaultPort) {
        var colon = text.lastIndexOf(':');
        if (colon < 0 || text.endsWith("]")) return new Address(bare(text), defaultPort);
        return new Address(bare(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** The same port of a host, if this has none: a server names itself so when it does not know its own address. */
    Address orHostOf(Address other) {
        return host.isEmpty() ? new Address(other.host, port) : this;
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
