package dev.spillway.outbound;

import io.vertx.core.Future;
import java.util.List;

/**
 * Where all nodes put up what the others have to know about destinations. Every answer fails while it cannot be reached. Belongs
 * to one event loop.
 */
public interface NoticeBoard {
    /** All that is up. */
    Future<List<Notice>> read();

    /** Puts one up, in place of one of the same kind, destination and subject. */
    Future<Void> put(Notice notice);

    /** Takes one down; harmless if there is none. */
    Future<Void> takeDown(Notice.Kind kind, String destination, String subject);
}
