package dev.spillway.ingress;

import java.util.Optional;

/** The backends whose webhooks come in. They come and go with the files, so it is asked for each. Usable from any event loop. */
@FunctionalInterface
public interface Hooks {
    /** Of a gateway whose backends tell nothing. */
    Hooks NONE = backend -> Optional.empty();

    /** Who looks at a backend's webhooks; empty if there is no such backend, or it takes none. */
    Optional<Examiner> of(String backend);
}
