package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.OperationBrief;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorCommandTest {
    private static final String ERP = "conf/connectors/rest-erp.yaml";

    @TempDir
    private Path directory;

    private record Said(int exit, String out, String err) {}

    private static Said connector(String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        var all = new String[words.length + 1];
        all[0] = "connector";
        System.arraycopy(words, 0, all, 1, words.length);
        var exit = Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
        return new Said(exit, out.toString(), err.toString());
    }

    @Test
    void listsWhatEachCanDoAndNeeds() {
        var said = connector("list");
        assertThat(said.exit()).isZero();
        assertThat(said.out())
                .contains("shopify", "oauth2-client-credentials", "createDraftOrder, findContactByPhone")
                .contains("needs  app, clientId*, clientSecret*, consentPrefix, holdMinutes, points, pointsPerSecond, "
                        + "shop*, version");
    }

    @Test
    void tellsWhatOperationsThereAreAsTheDocumentationDoes() throws Exception {
        var documented = Files.readString(Path.of("docs/connectors.md"));
        for (var operation : OperationBrief.all()) {
            assertThat(documented)
                    .contains("| `%s` | %s | %s | %s |"
                            .formatted(
                                    operation.name(),
                                    operation.write() ? "write" : "read",
                                    String.join(", ", operation.needs()),
                                    String.join(", ", operation.yields())));
        }
        assertThat(connector("operations").out())
                .contains("getOrder (read)", "needs   orderNumber", "number*, status* (state), currency");
    }

    @Test
    void lintsEveryShippedConnectorWithoutAnyParameter() throws Exception {
        for (var file : ConnectorListCommand.files(Path.of("conf/connectors"))) {
            var said = connector("lint", file.toString());
            assertThat(said.exit()).as(said.err()).isZero();
        }
    }

    @Test
    void saysWhereAFileIsWrongAndHowToMendIt() throws Exception {
        var broken = Files.writeString(
                directory.resolve("rest-erp.yaml"),
                Files.readString(Path.of(ERP)).replace("write: false", "wirte: false"));
        var said = connector("lint", broken.toString());
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("rest-erp.yaml:", "operations.getOrder.wirte", "did you mean \"write\"?");
    }

    @Test
    void testsAConnectorByItsSamples() {
        var said = connector("test", ERP);
        assertThat(said.exit()).isZero();
        assertThat(said.out()).contains("ok    rest-erp: ").endsWith(" samples, 0 failed" + System.lineSeparator());
    }

    @Test
    void failsWhereASampleDiffers() throws Exception {
        var copy = directory.resolve("rest-erp.yaml");
        Files.copy(Path.of(ERP), copy);
        Files.writeString(
                directory.resolve("rest-erp.samples.yaml"),
                Files.readString(Path.of("conf/connectors/rest-erp.samples.yaml"))
                        .replace("/orders/", "/order/"));
        var said = connector("test", copy.toString());
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out()).contains("FAIL  rest-erp: ", "address differs");
    }

    @Test
    void saysWhereSamplesBelong() throws Exception {
        var copy = directory.resolve("rest-erp.yaml");
        Files.copy(Path.of(ERP), copy);
        var said = connector("test", copy.toString());
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("rest-erp.samples.yaml");
    }

    @Test
    void showsWhatWouldGoOutWithoutItsSecrets() {
        var said = connector(
                "try",
                "conf/connectors/shopify.yaml",
                "getOrder",
                "--dry-run",
                "--input",
                "{\"orderNumber\": \"1001\"}",
                "--param",
                "shop=acme",
                "--param",
                "clientId=spillway",
                "--param",
                "clientSecret=s3cret-value");
        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(said.out())
                .contains("to log in (auth):", "> POST https://acme.myshopify.com/admin/api/2026-07/graphql.json")
                .contains("name:1001")
                .doesNotContain("s3cret-value");
    }

    @Test
    void saysWhyNothingWouldGoOut() {
        var said = connector(
                "try",
                "conf/connectors/rest-crm.yaml",
                "findContactByPhone",
                "--dry-run",
                "--param",
                "baseUrl=http://a.test",
                "--param",
                "token=x");
        assertThat(said.exit()).isZero();
        assertThat(said.out())
                .isEqualToIgnoringNewLines("ends at once: invalid: rest-crm.findContactByPhone: input waId is missing");
    }

    @Test
    void refusesAnInputThatIsNoObject() {
        var said = connector(
                "try",
                ERP,
                "getOrder",
                "--dry-run",
                "--input",
                "[1]",
                "--param",
                "baseUrl=http://a.test",
                "--param",
                "token=x");
        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains("--input: ");
    }
}
