package dev.spillway.redis;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which servers there are, and which of them holds what. Belongs to one event loop. */
interface Topology {
    /** Begins to connect. */
    void open();

    /** The server of a key, up or not; for null any server, rather one that is up. Null if nobody knows it. */
    @Nullable
    ServerLink serverOf(@Nullable Buffer key);

    /** A server that another one named; nothing is known yet of what it holds. */
    ServerLink named(Address server);

    /** Another server said that a slot is there now. */
    void moved(int slot, ServerLink to);

    /** All that hold something. */
    List<ServerLink> servers();

    /** What is wrong; empty while all is well. */
    String problem();

    /** Closes all for good. */
    Future<Void> close();
}
