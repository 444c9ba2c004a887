package dev.spillway.postgres;

import dev.spillway.limit.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the database's tables to what this version wants, however long the database lets itself be waited for. */
public final class Schema {
    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
    /** A migration may rewrite a large table. */
    private static final String STATEMENT_SECONDS_MAX = "600";
    /** One warning in about two minutes while it lasts. */
    private static final int WARN_EVERY = 25;

    private final Vertx vertx;
    private final PostgresSettings settings;
    private final Backoff backoff;

    public Schema(Vertx vertx, PostgresSettings settings, Backoff backoff) {
        this.vertx = vertx;
        this.settings = settings;
        this.backoff = backoff;
    }

    /** Tries once. Several nodes may do so at the same time: Flyway locks. */
    public static Future<Void> migrate(Vertx vertx, PostgresSettings settings) {
        // Flyway speaks JDBC only, which blocks.
        return vertx.executeBlocking(() -> flyway(settings).migrate(), false).mapEmpty();
    }

    private static Flyway flyway(PostgresSettings settings) {
        return Flyway.configure()
                .dataSource(url(settings), settings.user(), settings.password())
                .jdbcProperties(Map.of(
                        "connectTimeout",
                        String.valueOf(Math.max(1, settings.connectTimeout().toSeconds())),
                        "socketTimeout",
                        STATEMENT_SECONDS_MAX))
                .locations("classpath:db/migration")
                .load();
    }

    private static String url(PostgresSettings settings) {
        var query = settings.query().isEmpty() ? "" : "?" + settings.query();
        return "jdbc:postgresql://" + settings.host() + ":" + settings.port() + "/" + settings.database() + query;
    }

    /** Tries until it is done, then runs {@code then} on the calling event loop. Ends with the verticle that calls. */
    public void migrateUntilDone(Runnable then) {
        attempt(0, then);
    }

    private void attempt(int failures, Runnable then) {
        migrate(vertx, settings).onSuccess(done -> then.run()).onFailure(cause -> again(failures, cause, then));
    }

    private void again(int failures, Throwable cause, Runnable then) {
        if (failures % WARN_EVERY == 0) {
            LOG.atWarn()
                    .addKeyValue("failures", failures + 1)
                    .addKeyValue("cause", cause.getMessage())
                    .log("postgres.migration.waits");
        }
        vertx.setTimer(
                backoff.after(failures + 1, ThreadLocalRandom.current()).toMillis(),
                fired -> attempt(failures + 1, then));
    }
}
