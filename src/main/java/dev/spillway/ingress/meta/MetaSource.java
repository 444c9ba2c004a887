package dev.spillway.ingress.meta;

import dev.spillway.ingress.Signature;
import dev.spillway.ingress.Source;

/** Puts together the source of one Meta app. */
public final class MetaSource {
    private MetaSource() {}

    /**
     * A source for one event loop; make another for each.
     *
     * @param shards how many shards there are
     */
    public static Source of(MetaSourceSettings settings, int shards) {
        var verifier = new HubVerifier(new Signature(settings.appSecrets()));
        return new Source(
                settings.name(),
                verifier,
                new MetaDecoder(settings.name(), shards),
                new HubHandshake(settings.verifyToken()),
                Samples.bodies().map(verifier::sample).toList());
    }
}
