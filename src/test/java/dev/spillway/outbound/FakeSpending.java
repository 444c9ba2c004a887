package dev.spillway.outbound;

import dev.spillway.event.GatewayException;
import dev.spillway.gate.Spent;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;

/** What numbers have spent, in memory. */
final class FakeSpending implements SpendStore {
    final Map<String, Long> byDay = new HashMap<>();
    long micros;
    long texts;
    int calls;
    boolean away;

    @Override
    public Future<Spent> add(String channel, Spend spend) {
        calls++;
        if (away) return Future.failedFuture(new GatewayException(GatewayException.Kind.UNAVAILABLE, "away"));
        micros += spend.micros();
        texts += spend.texts();
        var today = byDay.merge(spend.day().toString(), spend.micros(), Long::sum);
        return Future.succeededFuture(new Spent(today, texts));
    }
}
