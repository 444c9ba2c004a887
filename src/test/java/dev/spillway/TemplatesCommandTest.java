package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.template.FakeGraph;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code spillway templates} on the shipped configuration, against a provider of the test's own. */
class TemplatesCommandTest {
    private static final Path SHIPPED = Path.of("conf");

    private final FakeGraph graph = new FakeGraph();

    @TempDir
    private Path conf = Path.of("");

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> all = Files.walk(SHIPPED)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                var to = conf.resolve(SHIPPED.relativize(file));
                Files.createDirectories(to.resolveSibling("."));
                Files.copy(file, to);
            }
        }
        var gateway = Files.readString(conf.resolve("gateway.yaml"));
        Files.writeString(
                conf.resolve("gateway.yaml"),
                gateway.replace("${META_WABA_ID:}", "104820561237744").replaceAll("\\$\\{([A-Z_]+)}", "\\${$1:12345}"));
        Files.createDirectories(conf.resolve("secrets"));
        for (var name :
                List.of("META_APP_SECRETS", "META_VERIFY_TOKEN", "META_ACCESS_TOKEN", "ERP_TOKEN", "CRM_TOKEN")) {
            Files.writeString(conf.resolve("secrets").resolve(name), "a-secret\n");
        }
    }

    @AfterEach
    void close() {
        graph.close();
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

    private Said errand(String what, String... more) {
        var words = Stream.concat(
                Stream.of(
                        "templates",
                        what,
                        "--config",
                        conf.resolve("gateway.yaml").toString(),
                        "--base-url",
                        graph.url().toString()),
                Stream.of(more));
        return run(words.toArray(String[]::new));
    }

    @Test
    void lintShowsAllTemplates() {
        var said = run("templates", "lint", conf.resolve("templates").toString());
        assertThat(said.exit()).isZero();
        assertThat(said.out()).contains("pedido-enviado", "pedido_enviado", "pt_BR", "authentication", "2027-02-28");
    }

    @Test
    void lintNamesEveryProblem() throws IOException {
        var file = conf.resolve("templates/rebajas.yaml");
        Files.writeString(file, Files.readString(file).replace("category: marketing", "category: fun"));
        var said = run("templates", "lint", conf.resolve("templates").toString());
        assertThat(said.exit()).isOne();
        assertThat(said.err()).contains("rebajas.yaml:3: category");
        assertThat(run("check", "--config", conf.resolve("gateway.yaml").toString())
                        .err())
                .contains("rebajas.yaml:3: category");
    }

    @Test
    void diffEndsWithOneWhileSomethingIsMissing() {
        var said = errand("diff");
        assertThat(said.exit()).isOne();
        assertThat(said.out()).contains("account 104820561237744, senders main").contains("missing");
        assertThat(graph.asked())
                .hasSize(1)
                .allMatch(it -> it.startsWith("GET /v26.0/104820561237744/message_templates"));
    }

    @Test
    void aDryRunSendsNothing() {
        var said = errand("push", "--dry-run");
        assertThat(said.exit()).isZero();
        assertThat(said.out()).contains("create pedido_enviado (es_MX): would be sent");
        assertThat(graph.asked()).noneMatch(it -> it.startsWith("POST"));
    }

    @Test
    void pushGoesOnAfterARefusalAndTellsOfIt() {
        graph.with("pedido_enviado", "es_MX", "APPROVED", "UTILITY", List.of());
        graph.with("codigo_acceso", "es_MX", "PENDING", "AUTHENTICATION", List.of());
        var said = errand("push");
        assertThat(said.exit()).isOne();
        assertThat(said.out())
                .contains("change pedido_enviado (es_MX): pending")
                .contains("create pedido_enviado (pt_BR): pending")
                .contains("change codigo_acceso (es_MX): not while it is pending")
                .contains("create rebajas_invierno (es_MX): refused: HTTP 400, code 100: Not so.")
                .doesNotContain("a-secret");
        assertThat(graph.asked()).anyMatch(it -> it.startsWith("POST /v26.0/1000 "));
    }

    @Test
    void aProviderThatDoesNotAnswerEndsWithThree() {
        graph.down();
        assertThat(errand("diff").exit()).isEqualTo(3);
    }

    @Test
    void needsAnAccount() throws IOException {
        var file = conf.resolve("gateway.yaml");
        Files.writeString(file, Files.readString(file).replace("104820561237744", "${NOBODY_SETS_THIS:}"));
        assertThat(errand("diff").err()).contains("businessAccountId");
    }
}
