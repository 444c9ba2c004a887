package dev.spillway.outbound;

import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.support.TestStores;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

final class RedisBoardIT extends NoticeBoardContract {
    private final Loop loop = new Loop();
    private NoticeBoard board = new OwnBoard();

    @BeforeEach
    void connect() {
        var settings = TestStores.settings(TestStores.redis());
        board = loop.on(() -> {
            var link = RedisLink.open(loop.vertx, settings, "test");
            Promise<NoticeBoard> up = Promise.promise();
            link.onUp(() -> up.tryComplete(new RedisBoard(link, new Keyspace(settings.keyPrefix(), 4))));
            return up.future();
        });
    }

    @AfterEach
    void close() {
        loop.close();
    }

    @Override
    NoticeBoard board() {
        return board;
    }

    @Override
    <T> T on(Supplier<Future<T>> work) {
        return loop.on(work);
    }
}
