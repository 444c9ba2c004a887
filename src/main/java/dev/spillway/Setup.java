package dev.spillway;

import dev.spillway.config.GatewayConfig;
import dev.spillway.config.Secrets;
import dev.spillway.outbound.Destinations;
import dev.spillway.template.KnownTemplates;
import dev.spillway.whatsapp.ErrorTable;
import dev.spillway.yaml.FaultyFileException;
import dev.spillway.yaml.Problem;
import dev.spillway.yaml.Problems;
import dev.spillway.yaml.References;
import dev.spillway.yaml.StrictYaml;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Everything that configuration files say, read and checked against each other. Immutable.
 *
 * @param config {@code gateway.yaml}: what is fixed while the gateway runs
 * @param edition the rest, as it was at the start
 * @param editions reads the rest again
 * @param warnings what works and should be mended
 * @param errors what a messaging provider's error codes mean
 * @param templates what is known of the templates there; nothing yet
 */
record Setup(
        GatewayConfig config,
        Edition edition,
        EditionReader editions,
        List<Problem> warnings,
        ErrorTable errors,
        KnownTemplates templates) {
    Setup {
        warnings = List.copyOf(warnings);
    }

    /** What people call this node. May look the host's name up: call it before the event loops start. */
    String nodeName() {
        if (!config.node().isBlank()) return config.node();
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "gateway";
        }
    }

    /**
     * Reads all files. Blocks: call it before the event loops start.
     *
     * @param file {@code gateway.yaml}; the paths in it are relative to it
     * @param environment gives the value of an environment variable, or null
     * @throws SetupException with every problem that was found
     */
    static Setup load(Path file, UnaryOperator<@Nullable String> environment) throws SetupException {
        var references = Secrets.beside(file, environment);
        var problems = new Problems(file.toString());
        var config = config(file, references, problems);
        var errors = ErrorTable.load();
        var templates =
                new KnownTemplates(config.templateAccounts(), config.flow().defaultLocale(), Clock.systemUTC());
        var senders = senders(config, errors, templates);
        var editions = new EditionReader(file, config, references, senders, new SenderTemplates(templates));
        var edition = editions.read();
        templates.use(edition.templates());
        return new Setup(config, edition, editions, problems.warnings(), errors, templates);
    }

    private static List<Destinations.Plan> senders(GatewayConfig config, ErrorTable errors, KnownTemplates templates) {
        var plans = new SenderPlans(errors, templates, Optional.ofNullable(config.media()));
        return config.senders().stream()
                .flatMap(sender -> plans.of(sender).stream())
                .toList();
    }

    private static GatewayConfig config(Path file, References references, Problems problems) throws SetupException {
        try {
            var config = problems.unlessAny(
                    StrictYaml.bind(GatewayConfig.class, Files.readString(file), references, problems));
            Areas.check(config.senders(), problems);
            return config;
        } catch (FaultyFileException e) {
            throw new SetupException(e.problems());
        } catch (IOException e) {
            var cure = "name another by --config";
            throw new SetupException(List.of(new Problem(file.toString(), 0, "", "cannot be read: " + e, cure)));
        }
    }
}
