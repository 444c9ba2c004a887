package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.ConnectorBrief;
import dev.spillway.connector.OperationBrief;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of what shipped connectors can do says what their files say. */
final class ShippedOperationsTest {
    private static final Path CONNECTORS = Path.of("conf/connectors");

    private static List<ConnectorBrief> shipped() throws IOException {
        return ConnectorListCommand.files(CONNECTORS).stream()
                .map(ShippedOperationsTest::brief)
                .toList();
    }

    private static ConnectorBrief brief(Path file) {
        try {
            return ConnectorBrief.of(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String row(String first, Stream<String> cells) {
        return "| " + first + " | " + cells.collect(Collectors.joining(" | ")) + " |";
    }

    @Test
    void aTableSaysWhichConnectorHasWhichOperation() throws IOException {
        var connectors = shipped();
        var head = row("operation", connectors.stream().map(ConnectorBrief::name));
        var rows = OperationBrief.all().stream()
                .map(operation -> row(
                        "`" + operation.name() + "`",
                        connectors.stream().map(one -> one.operations().contains(operation.name()) ? "yes" : "–")));
        var table = Stream.concat(Stream.of(head, "|---".repeat(connectors.size() + 1) + "|"), rows)
                .collect(Collectors.joining("\n"));

        assertThat(Files.readString(Path.of("docs/connectors.md"))).contains("\n\n" + table + "\n\n");
    }

    @Test
    void everyOperationIsShippedBySomebody() throws IOException {
        var can = shipped().stream().flatMap(one -> one.operations().stream()).collect(Collectors.toSet());
        assertThat(OperationBrief.all()).extracting(OperationBrief::name).allMatch(can::contains);
    }
}
