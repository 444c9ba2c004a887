package dev.spillway.limit;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;

/** The contract on the pure arithmetic. */
class LocalBucketsTest extends BucketsContract {
    private final Buckets buckets = new LocalBuckets();

    @Override
    Buckets buckets() {
        return buckets;
    }

    private static final class LocalBuckets implements Buckets {
        private final Map<String, TokenBucket> byName = new HashMap<>();

        @Override
        public Future<Grant> take(String name, Rate rate, int max) {
            var now = System.nanoTime() / 1000;
            var known = byName.getOrDefault(name, TokenBucket.full(rate, now));
            var taken = new TokenBucket(rate, known.tokens(), known.atMicros()).take(max, now);
            byName.put(name, taken.rest());
            return Future.succeededFuture(taken.grant());
        }
    }
}
