package dev.spillway.inbox;

import dev.spillway.event.GatewayException;
import dev.spillway.postgres.Database;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database that answers soon or is away: after a failure, and before the table is there, every query fails at once, until a
 * look in the background succeeds. Used on one event loop.
 */
final class QuickDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(QuickDatabase.class);

    private final Vertx vertx;
    private final Database database;
    private final long probeMs;
    private final Function<SqlClient, Future<RowSet<Row>>> look;
    private final Consumer<Boolean> onChange;
    private boolean up;
    private boolean closed;

    /**
     * Of a database.
     *
     * @param look what is asked to see whether it answers: best what will be asked later, which is prepared then
     * @param onChange hears whether it answers
     */
    QuickDatabase(
            Vertx vertx,
            Database database,
            OverflowSettings settings,
            Function<SqlClient, Future<RowSet<Row>>> look,
            Consumer<Boolean> onChange) {
        this.vertx = vertx;
        this.database = database;
        this.probeMs = settings.probeInterval().toMillis();
        this.look = look;
        this.onChange = onChange;
    }

    /** Away until the first look. */
    void start() {
        probe();
    }

    boolean up() {
        return up;
    }

    /** Fails with {@code UNAVAILABLE} whatever the reason. */
    <T> Future<T> query(Function<SqlClient, Future<T>> work) {
        return up ? database.query(work).recover(this::failed) : away();
    }

    private <T> Future<T> failed(Throwable cause) {
        if (up && !closed) {
            change(false);
            LOG.atWarn().addKeyValue("cause", cause.getClass().getSimpleName()).log("overflow.away");
            probeLater();
        }
        return away();
    }

    static <T> Future<T> away() {
        return Future.failedFuture(
                new GatewayException(GatewayException.Kind.UNAVAILABLE, "the overflow's database is not available"));
    }

    private void probeLater() {
        vertx.setTimer(probeMs, fired -> probe());
    }

    private void probe() {
        if (closed) return;
        database.query(look).onComplete(this::probed);
    }

    private void probed(AsyncResult<RowSet<Row>> done) {
        if (done.failed()) {
            probeLater();
            return;
        }
        change(true);
        LOG.atInfo().log("overflow.up");
    }

    private void change(boolean isUp) {
        up = isUp;
        onChange.accept(isUp);
    }

    Future<Void> close() {
        closed = true;
        up = false;
        return database.close();
    }
}
