package dev.spillway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LocalPostgresIT {
    @TempDir
    private Path directory;

    @Test
    void keepsItsDataThroughAStopAndThroughAKill() throws Exception {
        try (var postgres = LocalPostgres.start(directory)) {
            run(postgres, "create table t (n int); insert into t values (1)");
            postgres.stop();
            postgres.restart();
            run(postgres, "insert into t values (2)");
            postgres.kill();
            postgres.restart();
            assertThat(count(postgres)).isEqualTo(2);
        }
    }

    @Test
    void leavesNoProcessBehindAndNothingOutsideItsFolder() throws Exception {
        long pid;
        int port;
        try (var postgres = LocalPostgres.start(directory)) {
            pid = postgres.pid();
            port = postgres.port();
            assertThat(Path.of("/tmp/.s.PGSQL." + port)).doesNotExist();
        }
        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(Ports.isTaken(port)).isFalse();
        Folder.remove(directory);
        assertThat(Files.exists(directory)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("dev.spillway.sandbox.Unprivileged#ways")
    void runsForRootByEachWayTheMachineOffers(Unprivileged way) throws Exception {
        assumeThat(Programs.run(List.of("id", "-u")).output().strip()).isEqualTo("0");
        assumeThat(way.works()).isTrue();
        try (var postgres = LocalPostgres.start(Files.createDirectory(directory.resolve("inner")), way)) {
            run(postgres, "create table t (n int)");
            assertThat(count(postgres)).isZero();
        }
    }

    private static void run(LocalPostgres postgres, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbc(postgres));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(LocalPostgres postgres) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbc(postgres));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from t")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static String jdbc(LocalPostgres postgres) {
        return "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/postgres?user=postgres";
    }
}
