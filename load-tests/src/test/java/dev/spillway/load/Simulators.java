package dev.spillway.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The simulators of Meta, ERP and CRM: how they behave, and what came to them. Blocks. */
final class Simulators {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What we hand Meta begins with the shard; what we hand others does not. */
    private static final Pattern KEY = Pattern.compile("(?:sw1\\.\\d+\\.)?([0-9a-f]{32})\\..*");

    private final Http http;
    private final String url;

    /** What is done with each thing that took effect. */
    interface Each {
        /**
         * @param key what makes two of them the same
         * @param event the first half of the id of the event that led to it; 0 = none of the gateway's
         * @param atMs when, since 1970
         */
        void effect(String key, long event, long atMs);
    }

    Simulators(Http http, String url) {
        this.http = http;
        this.url = url;
    }

    /** Fails unless they are there and can write down what comes to them. */
    void look() throws IOException {
        page("meta", 0);
    }

    /** From now on one of them behaves so: JSON members, empty = well. */
    void behave(String name, String members) throws IOException {
        http.put(address("/_sim/" + name + "/behaviour"), "{" + members + "}");
    }

    /** All that took effect there since it was started. */
    void effects(String name, Each each) throws IOException {
        var at = 0;
        for (var page = page(name, at); !page.path("lines").isEmpty(); page = page(name, at)) {
            for (var line : page.path("lines")) tell(line, each);
            at = page.path("next").asInt();
        }
    }

    private static void tell(JsonNode line, Each each) {
        if (line.path(3).asText().isEmpty()) return;
        var key = line.path(1).asText();
        each.effect(key, event(key), line.path(0).asLong());
    }

    private static long event(String key) {
        var found = KEY.matcher(key);
        return found.matches()
                ? ByteBuffer.wrap(HexFormat.of().parseHex(found.group(1))).getLong()
                : 0;
    }

    private JsonNode page(String name, int after) throws IOException {
        var page = JSON.readTree(http.get(address("/_sim/" + name + "/arrivals?after=" + after)));
        if (page.path("refused").asLong() > 0) throw new IOException("the diary of " + name + " is full");
        return page;
    }

    private URI address(String path) throws IOException {
        if (url.isEmpty()) throw new IOException("say where the simulators are: -Dsimulators=http://host:port");
        return URI.create(url + path);
    }
}
