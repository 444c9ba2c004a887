package dev.spillway;

import dev.spillway.config.GatewayConfig;
import dev.spillway.config.SenderConfig;
import dev.spillway.gate.Gates;
import dev.spillway.gate.GatesFile;
import dev.spillway.gate.Places;
import dev.spillway.gate.Prices;
import dev.spillway.gate.PricesFile;
import dev.spillway.gate.Templates;
import dev.spillway.yaml.FaultyFileException;
import dev.spillway.yaml.Problem;
import dev.spillway.yaml.Problems;
import dev.spillway.yaml.StrictYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the gates: what {@code gateway.yaml} calls {@code gates} and {@code prices}. Blocks: never call it on an event loop.
 *
 * @param gateway {@code gateway.yaml}
 * @param templates how they stand, as it is known while messages are sent
 */
record GateReader(Path gateway, GatewayConfig config, Templates templates) {
    /**
     * The gates; empty if nothing is asked, or if something is wrong.
     *
     * @param problems gets every problem of both files
     */
    Optional<Gates> read(Collection<Problem> problems) {
        if (config.gates().isEmpty()) return Optional.empty();
        var gates = read(GatesFile.class, config.gates(), this::senders, problems);
        var prices = read(PricesFile.class, config.prices(), (file, found) -> {}, problems);
        if (gates == null || prices == null) return Optional.empty();
        return Optional.of(new Gates(gates, new Prices(prices), Places.load(), templates));
    }

    private void senders(GatesFile gates, Problems found) {
        var names = config.senders().stream().map(SenderConfig::name).toList();
        for (var i = 0; i < gates.budgets().size(); i++) {
            var sender = gates.budgets().get(i).sender();
            if (!names.contains(sender)) found.addUnknown("budgets[" + i + "].sender", sender, names);
        }
    }

    private <T extends Record> @Nullable T read(
            Class<T> type, String name, BiConsumer<T, Problems> check, Collection<Problem> problems) {
        var file = gateway.resolveSibling(name);
        var found = new Problems(file.toString());
        try {
            var read = StrictYaml.bind(type, Files.readString(file), found);
            if (read != null) check.accept(read, found);
            return found.unlessAny(read);
        } catch (FaultyFileException e) {
            problems.addAll(e.problems());
        } catch (IOException e) {
            found.add("", "cannot be read", "gateway.yaml names it: check that it exists and may be read");
            problems.addAll(found.list());
        }
        return null;
    }
}
