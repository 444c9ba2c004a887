package dev.spillway.media;

import dev.spillway.yaml.Default;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Where files are kept.
 *
 * @param store a directory ({@code file:///var/lib/spillway/media}), or where files are put and got over HTTP ({@code https://host/prefix/})
 * @param fetchInbound whether what people send is fetched and kept
 * @param hosts origins beside the provider's own that its token may be sent to, e.g. {@code https://media.example}
 * @param bytesMax larger files are not fetched, 1..104857600
 * @param timeout of one file on its way, PT1S..PT10M
 */
public record MediaSettings(
        URI store,
        @Default("false") boolean fetchInbound,
        @Default List<String> hosts,
        @Default("104857600") int bytesMax,
        @Default("PT1M") Duration timeout) {
    private static final int BYTES_MAX = 100 << 20;

    public MediaSettings {
        hosts = List.copyOf(hosts);
        var scheme = String.valueOf(store.getScheme());
        if (!List.of("file", "http", "https").contains(scheme)) {
            throw new IllegalArgumentException("store must be a file, http or https address, was " + store);
        }
        if (bytesMax < 1 || bytesMax > BYTES_MAX) {
            throw new IllegalArgumentException("bytesMax must be 1.." + BYTES_MAX + ", was " + bytesMax);
        }
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("timeout must be PT1S..PT10M, was " + timeout);
        }
    }
}
