package dev.spillway.outbound;

import java.util.List;

/** One reason why a destination can take only so much at the moment. Belongs to one event loop. */
interface Gate {
    /** A gate that is always open. */
    int OPEN = Integer.MAX_VALUE;

    /** How many more pieces of work would go through now; 0 while shut. */
    int free();

    /** Calls back whenever {@link #free()} may have grown. May call too often, never too seldom. One listener. */
    void onFree(Runnable wake);

    /** The narrowest of several. */
    static int narrowest(List<Gate> gates) {
        return gates.stream().mapToInt(Gate::free).min().orElse(OPEN);
    }
}
