package dev.spillway.media;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** To whom the provider's token may be shown: origins, which are scheme, host and port. */
final class MediaHosts {
    private static final List<String> OWN = List.of("https://lookaside.fbsbx.com", "https://graph.facebook.com");

    private final Set<String> origins = new HashSet<>(OWN);

    /** @param more beside the provider's own */
    MediaHosts(List<String> more) {
        more.forEach(it -> origins.add(origin(URI.create(it))));
    }

    /** The address, if it may be asked. */
    Optional<URI> allowed(String address) {
        try {
            return Optional.of(new URI(address))
                    .filter(uri -> uri.getHost() != null && uri.getUserInfo() == null && origins.contains(origin(uri)));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String origin(URI uri) {
        var standard = "https".equals(uri.getScheme()) ? 443 : 80;
        var port = uri.getPort() < 0 || uri.getPort() == standard ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT) + port;
    }
}
