package dev.spillway.faults;

import dev.spillway.sandbox.LocalPostgres;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The one Postgres. */
record PostgresVictim(LocalPostgres postgres) implements Victim {
    private static final int STARTS_MAX = 10;

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public void kill() {
        postgres.kill();
    }

    /** Its children may hold on to its files for a moment after a kill. */
    @Override
    public void restart() throws IOException {
        for (var start = 1; ; start++) {
            try {
                postgres.restart();
                return;
            } catch (IOException e) {
                if (start == STARTS_MAX) throw e;
                Waiting.sleep(200);
            }
        }
    }

    @Override
    public void pause() throws IOException {
        Signals.sendToAll("STOP", postgres.pid());
    }

    @Override
    public void resume() throws IOException {
        Signals.sendToAll("CONT", postgres.pid());
        Waiting.until("postgres", 30, this::answers);
    }

    private boolean answers() {
        var url = "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/postgres?user=postgres&loginTimeout=2";
        try (var connection = DriverManager.getConnection(url)) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }
}
