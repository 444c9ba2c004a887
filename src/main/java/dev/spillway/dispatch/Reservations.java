package dev.spillway.dispatch;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Rows of the overflow inbox whose runs begin in one turn of the event loop are reserved together, by a script for each shard:
 * a page of rows costs Redis little more than one of them. Each is answered for itself. Belongs to one event loop.
 */
final class Reservations {
    /** For each of them the script may look through a thousand entries, and Redis does nothing else meanwhile. */
    private static final int ROWS_MAX = 16;

    private final Vertx vertx;
    private final BiFunction<Key, List<Buffer>, Future<List<Reserved>>> script;
    private final Map<Key, Asking> open = new HashMap<>();

    /** @param token under which the runs began */
    record Key(int shard, String token) {}

    private static final class Asking {
        final List<Buffer> arguments = new ArrayList<>();
        final Promise<List<Reserved>> promise = Promise.promise();
        int rows;
    }

    /** @param script reserves rows of a shard, told as {@code reserve.lua} has them; answers what became of each */
    Reservations(Vertx vertx, BiFunction<Key, List<Buffer>, Future<List<Reserved>>> script) {
        this.vertx = vertx;
        this.script = script;
    }

    /**
     * What becomes of a row from now on.
     *
     * @param row as {@code reserve.lua} has it
     */
    Future<Reserved> add(Key key, List<Buffer> row) {
        var asking = open.computeIfAbsent(key, this::begin);
        var place = asking.rows++;
        asking.arguments.addAll(row);
        if (asking.rows == ROWS_MAX) open.remove(key);
        return asking.promise.future().map(each -> each.get(place));
    }

    private Asking begin(Key key) {
        var asking = new Asking();
        vertx.runOnContext(turn -> send(key, asking));
        return asking;
    }

    private void send(Key key, Asking asking) {
        if (open.get(key) == asking) open.remove(key);
        Future.succeededFuture(asking.arguments)
                .compose(rows -> script.apply(key, rows))
                .onComplete(asking.promise);
    }
}
