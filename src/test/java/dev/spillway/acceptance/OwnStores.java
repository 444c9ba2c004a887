package dev.spillway.acceptance;

import dev.spillway.sandbox.Folder;
import dev.spillway.sandbox.LocalPostgres;
import dev.spillway.sandbox.LocalRedis;
import dev.spillway.support.TestStores;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores of one scene: a Redis of its own, and a PostgreSQL or, for those who leave it alone, a database of its own. */
final class OwnStores implements AutoCloseable {
    private final Path directory;
    private final LocalRedis redis;
    private final @Nullable LocalPostgres postgres;
    private final String postgresUrl;

    private OwnStores(boolean ownPostgres) throws IOException, SQLException {
        directory = Files.createTempDirectory("spillway-acceptance");
        postgres = ownPostgres ? LocalPostgres.start(Files.createDirectory(directory.resolve("postgres"))) : null;
        postgresUrl = postgres == null ? newDatabase() : postgres.url();
        redis = LocalRedis.start(directory);
    }

    /** With a database in the PostgreSQL that all tests share. */
    static OwnStores start() throws IOException, SQLException {
        return new OwnStores(false);
    }

    /** With a PostgreSQL that may be stopped. */
    static OwnStores startWithPostgres() throws IOException, SQLException {
        return new OwnStores(true);
    }

    private static String newDatabase() throws SQLException {
        var name = "acceptance_" + UUID.randomUUID().toString().replace("-", "");
        var shared = TestStores.postgres();
        var url = "jdbc:postgresql://127.0.0.1:" + shared.port() + "/postgres?user=postgres";
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return shared.url().replaceAll("/postgres$", "/" + name);
    }

    LocalRedis redis() {
        return redis;
    }

    LocalPostgres postgres() {
        if (postgres == null) throw new IllegalStateException("started without a PostgreSQL of its own");
        return postgres;
    }

    /** How many rows a question finds, which has one parameter. */
    int rows(String sql, String parameter) {
        var at = URI.create(postgresUrl);
        var url = "jdbc:postgresql://127.0.0.1:" + at.getPort() + at.getPath() + "?user=postgres";
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (var found = statement.executeQuery()) {
                var rows = 0;
                while (found.next()) rows++;
                return rows;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("a question to a database that is there", e);
        }
    }

    String postgresUrl() {
        return postgresUrl;
    }

    @Override
    public void close() throws IOException {
        redis.close();
        if (postgres != null) postgres.close();
        Folder.remove(directory);
    }
}
