package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code spillway check} on the shipped configuration, and on copies of it with one mistake each. */
class ConfigCheckTest {
    private static final Path SHIPPED = Path.of("conf");

    @TempDir
    private Path conf;

    @BeforeEach
    void copyWithEverythingItNeedsFromTheEnvironment() throws IOException {
        try (Stream<Path> all = Files.walk(SHIPPED)) {
            for (var file : all.filter(Files::isRegularFile).toList()) copy(file);
        }
        var needed = Files.readString(conf.resolve("gateway.yaml"));
        Files.writeString(conf.resolve("gateway.yaml"), needed.replaceAll("\\$\\{([A-Z_]+)}", "\\${$1:12345}"));
    }

    private void copy(Path file) throws IOException {
        var to = conf.resolve(SHIPPED.relativize(file));
        Files.createDirectories(to.resolveSibling("."));
        Files.copy(file, to);
    }

    /** What the command said and how it ended. */
    private record Said(int exit, String out, String err) {}

    private static Said run(String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        var exit = Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
        return new Said(exit, out.toString(), err.toString());
    }

    private Said check() {
        return run("check", "--config", conf.resolve("gateway.yaml").toString());
    }

    @Test
    void theShippedConfigurationIsGood() {
        var said = check();
        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isZero();
        assertThat(said.out()).contains("erp", "crm", "order-status", "help").doesNotContain("12345");
    }

    /** Columns: file, what is written there, what is written instead, what the complaint must name, a cure it must hold. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    gateway.yaml            | bodyBytesMax:       | bodyBytesMx:       | bodyBytesMx        | bodyBytesMax
                    gateway.yaml            | shards: 64          | shards: 0          | shards             | was 0
                    gateway.yaml            | acceptTimeout: PT0.17S | acceptTimeout: 170ms | acceptTimeout  | PT
                    gateway.yaml            | acknowledge: ${SPILLWAY_ACKNOWLEDGE:fsync} | acknowledge: maybe | acknowledge | fsync
                    flows/order-status.yaml | backend: erp        | backand: erp       | backand            | backend
                    flows/order-status.yaml | owner: order.ownerPhone | owner: order.(  | owner             | column 7
                    connectors/rest-erp.yaml     | method: GET         | methd: GET         | methd              | method
                    connectors/rest-crm.yaml     | method: POST        | method: SHOUT      | SHOUT              | POST
                    connectors/rest-crm.yaml     | {baseUrl}/contacts  | {baseUrll}/contacts | baseUrll          | baseUrl
                    """)
    void aMistakeIsNamedWithItsPlaceAndItsCure(String file, String right, String wrong, String named, String cure)
            throws IOException {
        var line = spoil(file, right, wrong);
        var said = check();
        assertThat(said.exit()).isOne();
        assertThat(said.err()).contains(Path.of(file).getFileName() + ":" + line, named, cure);
    }

    /** Columns as above; what is wrong lies between two files. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    gateway.yaml            | name: crm           | name: crmx         | crm                | backends
                    flows/order-status.yaml | backend: erp        | backend: sap       | sap                | gateway.yaml
                    flows/order-status.yaml | operation: getOrder | operation: getOrdr | getOrdr            | getOrder
                    """)
    void filesThatDoNotFitTogetherAreNamed(String file, String right, String wrong, String named, String cure)
            throws IOException {
        spoil(file, right, wrong);
        var said = check();
        assertThat(said.exit()).isOne();
        assertThat(said.err()).contains("order-status", named, cure);
    }

    /** Returns the line. */
    private int spoil(String file, String right, String wrong) throws IOException {
        var path = conf.resolve(file);
        var text = Files.readString(path);
        var at = text.indexOf(right);
        assertThat(at).as(right).isNotNegative();
        Files.writeString(path, text.substring(0, at) + wrong + text.substring(at + right.length()));
        return (int) text.substring(0, at).lines().count();
    }

    @Test
    void aTextThatIsMissingIsNamed() throws IOException {
        Files.delete(conf.resolve("templates/es/order-found.hbs"));
        var said = check();
        assertThat(said.exit()).isOne();
        assertThat(said.err()).contains("order-found", "es");
    }

    @Test
    void aVariableThatIsMissingInTheEnvironmentIsNamedWithItsLine() throws IOException {
        spoil("gateway.yaml", "${META_VERIFY_TOKEN:12345}", "${NOBODY_HAS_SET_THIS}");
        var said = check();
        assertThat(said.exit()).isOne();
        assertThat(said.err()).contains("gateway.yaml", "NOBODY_HAS_SET_THIS").containsPattern("\\d+");
    }

    @Test
    void aFileThatIsMissingIsNamed() {
        var said = run("check", "--config", conf.resolve("nowhere.yaml").toString());
        assertThat(said.exit()).isOne();
        assertThat(said.err()).contains("nowhere.yaml", "--config");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "run --help", "check --help", "sandbox --help"})
    void helpIsEverywhere(String words) {
        var said = run(words.split(" "));
        assertThat(said.exit()).isZero();
        assertThat(said.out()).contains("Usage: spillway");
    }

    @Test
    void aWordItDoesNotKnowIsAWrongCommandLine() {
        assertThat(run("chek").exit()).isEqualTo(2);
    }
}
