package dev.spillway.outbound;

import dev.spillway.gate.Spent;
import io.vertx.core.Future;
import java.time.LocalDate;
import java.time.YearMonth;

/** What business numbers have spent, of all nodes together. Called and answered on one event loop. */
@FunctionalInterface
public interface SpendStore {
    /** Remembers nothing. */
    SpendStore NONE = (channel, spend) -> Future.succeededFuture(new Spent(spend.micros(), spend.texts()));

    /**
     * What a number has spent more.
     *
     * @param day as the number's budget counts days
     * @param micros millionths of the currency; may be 0
     * @param month in UTC
     * @param texts free texts; may be 0
     */
    record Spend(LocalDate day, long micros, YearMonth month, long texts) {}

    /**
     * Adds to what a number has spent. Whoever asks again after a failure may count twice: rather dear than cheap.
     *
     * @param channel the number's id
     * @return what all nodes have spent on that day and in that month, this included
     */
    Future<Spent> add(String channel, Spend spend);
}
