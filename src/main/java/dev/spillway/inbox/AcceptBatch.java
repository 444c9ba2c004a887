package dev.spillway.inbox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of one caller and what became of them; they may travel in several calls. Used on one event loop. */
final class AcceptBatch {
    private final Promise<List<Receipt>> promise;
    private final Receipt[] receipts;
    private int open;
    private @Nullable Throwable cause;

    /**
     * Begins with nothing known.
     *
     * @param size at least one event
     * @param promise whose future the caller has
     */
    AcceptBatch(int size, Promise<List<Receipt>> promise) {
        this.promise = promise;
        this.receipts = new Receipt[size];
        this.open = size;
    }

    Future<List<Receipt>> future() {
        return promise.future();
    }

    void settle(int index, Receipt receipt) {
        receipts[index] = receipt;
        if (--open == 0) end();
    }

    void fail(int index, Throwable why) {
        cause = why;
        settle(index, Receipt.FAILED);
    }

    private void end() {
        var why = cause;
        if (why != null && Arrays.stream(receipts).allMatch(Receipt.FAILED::equals)) promise.fail(why);
        else promise.complete(List.of(receipts));
    }
}
