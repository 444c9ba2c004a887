package dev.spillway.plan;

import dev.spillway.yaml.StrictYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What one event costs, as measured on some machine.
 *
 * @param machine where, when and on what it was measured
 * @param usableShare of a core, before waiting times grow; 0..1
 */
public record Costs(String machine, Figure usableShare, Gateway gateway, Redis redis, Postgres postgres) {
    /** The costs that ship with Spillway. */
    public static final String SHIPPED = "costs.yaml";

    private static final double MICROS = 1e6;

    /**
     * Of the gateway, in µs of CPU.
     *
     * @param runLoops event loops of a node that run events: it has no use for more cores than these beside accepting
     */
    public record Gateway(Figure acceptUs, Figure runUs, Figure runLoops) {}

    /** Of Redis, in µs of CPU and in bytes. */
    public record Redis(
            Figure acceptUs,
            Figure runUs,
            Figure dedupeKeyBytes,
            Figure heldEventBytes,
            Figure ledgerEntryBytes,
            Figure aofBytes) {}

    /** Of Postgres, in µs of CPU and in bytes. */
    public record Postgres(Figure runUs, Figure eventBytes, Figure memoryBytes) {}

    public Costs {
        if (usableShare.value() > 1) {
            throw new IllegalArgumentException("usableShare must be 0..1, was " + usableShare.value());
        }
    }

    /** Those that ship with Spillway. */
    public static Costs shipped() {
        try (var in = Costs.class.getResourceAsStream(SHIPPED)) {
            if (in == null) throw new IllegalStateException(SHIPPED + " is not on the class path");
            return read(SHIPPED, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads somebody's own.
     *
     * @param file its name, for messages
     * @throws dev.spillway.yaml.FaultyFileException with every problem of the text
     */
    public static Costs read(String file, String text) {
        return StrictYaml.read(Costs.class, file, text, name -> null);
    }

    /** All figures, in the order of the file. */
    public List<Figure> figures() {
        return List.of(
                usableShare,
                gateway.acceptUs,
                gateway.runUs,
                gateway.runLoops,
                redis.acceptUs,
                redis.runUs,
                redis.dedupeKeyBytes,
                redis.heldEventBytes,
                redis.ledgerEntryBytes,
                redis.aofBytes,
                postgres.runUs,
                postgres.eventBytes,
                postgres.memoryBytes);
    }

    /** Cores of gateways for one event a second: accepted and run. */
    double gatewayCores() {
        return cores(gateway.acceptUs) + gatewayRunCores();
    }

    /** The part of {@link #gatewayCores()} that only the loops which run events can bear. */
    double gatewayRunCores() {
        return cores(gateway.runUs);
    }

    /** Cores of Redis for one event a second. */
    double redisCores() {
        return cores(redis.acceptUs) + cores(redis.runUs);
    }

    /** Cores of Postgres for one event a second. */
    double postgresCores() {
        return cores(postgres.runUs);
    }

    private double cores(Figure micros) {
        return micros.value() / MICROS / usableShare.value();
    }
}
