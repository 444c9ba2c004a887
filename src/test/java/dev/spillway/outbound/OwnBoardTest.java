package dev.spillway.outbound;

import io.vertx.core.Future;
import java.util.function.Supplier;

final class OwnBoardTest extends NoticeBoardContract {
    private final OwnBoard board = new OwnBoard();

    @Override
    NoticeBoard board() {
        return board;
    }

    @Override
    <T> T on(Supplier<Future<T>> work) {
        return work.get().result();
    }
}
