package dev.spillway.outbound;

import io.vertx.core.Future;
import java.time.Duration;
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

    /**
     * Takes what only one node may have at a time.
     *
     * @param what names it
     * @param most it is free again after so long at the latest
     * @return whether nobody had it
     */
    Future<Boolean> claim(String what, String by, Duration most);

    /** It is free again after so long from now, whoever has it; zero for at once. */
    Future<Void> free(String what, String by, Duration after);
}
