package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code spillway check} on the shipped configuration, and on copies of it with one mistake each. */
class ConfigCheckTest {
    private static final Path SHIPPED = Path.of("conf");

    private static final List<String> SECRETS =
            List.of("META_APP_SECRETS", "META_VERIFY_TOKEN", "META_ACCESS_TOKEN", "ERP_TOKEN", "CRM_TOKEN");

    @TempDir
    private Path conf;

    @BeforeEach
    void copyWithEverythingItNeedsFromTheEnvironment() throws IOException {
        try (Stream<Path> all = Files.walk(SHIPPED)) {
            for (var file : all.filter(Files::isRegularFile).toList()) copy(file);
        }
        var needed = Files.readString(conf.resolve("gateway.yaml"));
        Files.writeString(conf.resolve("gateway.yaml"), needed.replaceAll("\\$\\{([A-Z_]+)}", "\\${$1:12345}"));
        Files.createDirectories(conf.resolve("secrets"));
        for (var name : SECRETS) Files.writeString(conf.resolve("secrets").resolve(name), "12345\n");
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
                    gateway.yaml            | accessToken: ${secret:META_ACCESS_TOKEN} | accessToken: s3cret | senders[0].accessToken | ${secret:META_ACCESS_TOKEN}
                    gateway.yaml            | preferred: false    | preferred: maybe   | senders[0].preferred | true
                    gateway.yaml            | verifyToken: ${secret:META_VERIFY_TOKEN} | verifyToken: ${TOKEN:s3cret} | sources[0].verifyToken | ${secret:META_VERIFY_TOKEN}
                    gateway.yaml            | appSecrets: ["${secret:META_APP_SECRETS}"] | appSecrets: ["${secret:META_APP_SECRETS}", s3cret] | sources[0].appSecrets | ${secret:META_APP_SECRETS}
                    flows/order-status.yaml | backend: erp        | backand: erp       | backand            | backend
                    flows/order-status.yaml | owner: order.ownerPhone | owner: order.(  | owner             | column 7
                    connectors/rest-erp.yaml     | method: GET         | methd: GET         | methd              | method
                    connectors/rest-crm.yaml     | method: POST        | method: SHOUT      | SHOUT              | POST
                    connectors/rest-crm.yaml     | {baseUrl}/contacts  | {baseUrll}/contacts | baseUrll          | baseUrl
                    backends.yaml           | concurrency: 16     | concurency: 16     | concurency         | concurrency
                    backends.yaml           | connector: rest-erp | connector: rest-epr | cannot be read    | name one of the files
                    backends.yaml           | connector: rest-erp | connector: ../x    | connector          | rest-erp
                    backends.yaml           | token: ${secret:ERP_TOKEN} | token: s3cret | backends[0].params.token | ${secret:NAME}
                    backends.yaml           | token: ${secret:ERP_TOKEN} | token: ${ERP_TOKEN:s3cret} | token | ${secret:NAME}
                    backends.yaml           | token: ${secret:ERP_TOKEN} | token: "x ${secret:ERP_TOKEN}" | token | nothing else
                    backends.yaml           | token: ${secret:ERP_TOKEN} | token: ${secret:NOBODY} | no secret NOBODY | file of that name
                    backends.yaml           | baseUrl: ${ERP_URL:http://127.0.0.1:8090/erp} | baseUrl: ${secret:ERP_TOKEN} | baseUrl | secret: true
                    backends.yaml           | baseUrl: ${ERP_URL:http://127.0.0.1:8090/erp} | baseUrll: x | baseUrll | did you mean "baseUrl"
                    connectors/rest-erp.yaml     | baseUrl: {required: true} | baseUrl: {required: true, default: x, type: integer} | params.baseUrl.default | a whole number
                    connectors/rest-erp.yaml     | baseUrl: {required: true} | baseUrl: {required: true, type: enum} | params.baseUrl.values | list the words
                    connectors/rest-erp.yaml     | baseUrl: {required: true} | baseUrl: {required: true, values: [a]} | params.baseUrl.values | type: enum
                    connectors/rest-erp.yaml     | baseUrl: {required: true} | baseUrl: {required: true, type: adress} | params.baseUrl.type | string
                    backends.yaml           | breaker: {callsMin: 10, failurePercent: 50, window: PT30S, openFor: PT5S} | pauses: 1 | pauses | pauseMax
                    backends.yaml           | name: crm           | name: erp          | backends[1].name   | names of their own
                    backends.yaml           | name: crm           | name: main         | backends[1].name   | names of their own
                    """)
    void aMistakeIsNamedWithItsPlaceAndItsCure(String file, String right, String wrong, String named, String cure)
            throws IOException {
        var line = spoil(file, right, wrong);
        var said = check();
        assertThat(said.exit()).isOne();
        assertThat(said.err())
                .contains(Path.of(file).getFileName() + ":" + line + ": ", named, cure)
                .doesNotContain("s3cret", "12345");
    }

    /** Columns: as above. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    gates.yaml  | reply: earlier   | reply: earlyer  | matrix.suppression.reply | did you mean "earlier"
                    gates.yaml  | budgets: []      | budgets: [{sender: mian, perDay: 5}] | budgets[0].sender | did you mean "main"
                    prices.yaml | currency: USD    | currency: usd   | currency                 | three capital letters
                    """)
    void aMistakeInTheGatesIsNamedWithItsPlaceAndItsCure(
            String file, String right, String wrong, String named, String cure) throws IOException {
        var line = spoil(file, right, wrong);
        var said = check();
        assertThat(said.exit()).isOne();
        assertThat(said.err()).contains(file + ":" + line + ": ", named, cure);
    }

    @Test
    void gatesWithoutPricesAreAMistake() throws IOException {
        spoil("gateway.yaml", "prices: prices.yaml", "prices: ''");
        assertThat(check().err()).contains("prices: must name a file where gates does");
    }

    /** Columns: what is written, what is written instead, what the warning must name; nothing if there is to be none. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    ${SPILLWAY_REDIS_URL:redis://127.0.0.1:6379} | redis://app:s3cret@127.0.0.1:6379 | redis.url
                    ${SPILLWAY_REDIS_URL:redis://127.0.0.1:6379} | redis://:s3cret@127.0.0.1:6379 | redis.url
                    ${SPILLWAY_REDIS_URL:redis://127.0.0.1:6379} | redis://app:${secret:ERP_TOKEN}@127.0.0.1:6379 | -
                    ${SPILLWAY_REDIS_URL:redis://127.0.0.1:6379} | redis://127.0.0.1:6379/2 | -
                    ${SPILLWAY_SENTINEL_PASSWORD:} | s3cret | redis.sentinelPassword
                    ${SPILLWAY_POSTGRES_URL:postgresql://spillway:spillway@127.0.0.1:5432/spillway} | postgresql://app:s3cret@db/x | postgres.url
                    """)
    void aPasswordThatIsWrittenOutIsWarnedOf(String right, String wrong, @Nullable String named) throws IOException {
        var line = spoil("gateway.yaml", right, wrong);
        var said = check();
        assertThat(said.exit()).isZero();
        assertThat(said.out()).doesNotContain("s3cret");
        if (named == null) assertThat(said.out()).doesNotContain("warning");
        else
            assertThat(said.out())
                    .contains("gateway.yaml:" + line + ": " + named + ": holds a password; write ${secret:");
    }

    /** Columns: the type of the ERP's address, what backends.yaml gives, the cure. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    url                     | erp.example.com     | write an address, e.g. https://erp.example.com/api
                    url                     | ftp://erp.test      | write an address
                    integer                 | 12a                 | write a whole number
                    boolean                 | yes                 | write true or false
                    duration                | 30s                 | write an ISO 8601 duration
                    enum, values: [eu, us]  | asia                | write one of eu, us
                    """)
    void aParameterOfTheWrongTypeIsNamedWhereTheBackendGivesIt(String type, String given, String cure)
            throws IOException {
        spoil("connectors/rest-erp.yaml", "baseUrl: {required: true}", "baseUrl: {required: true, type: " + type + "}");
        var line = spoil("backends.yaml", "baseUrl: ${ERP_URL:http://127.0.0.1:8090/erp}", "baseUrl: " + given);

        assertThat(check().err())
                .contains("backends.yaml:" + line + ": backends[0].params.baseUrl: \"" + given + "\" does not fit; "
                        + cure);
    }

    @Test
    void aBackendWithoutABreakerTakesItsConnectors() throws IOException {
        var line = spoil(
                "backends.yaml",
                "      breaker: {callsMin: 10, failurePercent: 50, window: PT30S, openFor: PT5S}\n",
                "");
        assertThat(check().err()).contains("backends[0].destination.breaker: is missing", "callsMin");

        spoil(
                "connectors/rest-erp.yaml",
                "auth: {kind: bearer",
                "breaker: {callsMin: 5, failurePercent: 50, window: PT30S, openFor: PT0S}\nauth: {kind: bearer");
        assertThat(check().err()).contains("rest-erp.yaml:", "breaker.openFor: must be PT0.01S..PT10M, was PT0S");

        spoil("connectors/rest-erp.yaml", "openFor: PT0S", "openFor: PT1S");
        assertThat(check().err()).isEmpty();
        assertThat(line).isPositive();
    }

    /** Columns as above; what is wrong lies between two files. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    backends.yaml           | name: crm           | name: crmx         | afterwards[0].deliver.to | backends.yaml
                    flows/order-status.yaml | backend: erp        | backend: sap       | lookup.backend     | backends.yaml
                    flows/order-status.yaml | operation: getOrder | operation: getOrdr | lookup.operation   | getOrder
                    """)
    void filesThatDoNotFitTogetherAreNamed(String file, String right, String wrong, String named, String cure)
            throws IOException {
        spoil(file, right, wrong);
        var said = check();
        assertThat(said.exit()).isOne();
        assertThat(said.err()).containsPattern("order-status.yaml:[1-9]\\d+: ").contains(named, cure);
    }

    @Test
    void refusesABackendThatTakesWebhooksUnderTheNameOfASource() throws IOException {
        var token = "token: ${secret:ERP_TOKEN}";
        spoil("backends.yaml", token, token + "\n      webhookSecret: ${secret:HOOK}");
        Files.writeString(conf.resolve("secrets/HOOK"), "no base64");
        assertThat(check().err()).contains("webhooks.verify.secrets: are no base64", "whsec_");
        Files.writeString(conf.resolve("secrets/HOOK"), "whsec_MTIzNDU2Nzg5MA==");
        assertThat(check().err()).isEmpty();
        spoil("backends.yaml", "name: erp", "name: meta");
        assertThat(check().err()).contains("backends[0].name: is a source's", "rename");
    }

    /** Columns: what is written in backends.yaml instead of the ERP's connector, what the complaint must hold; empty if none. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    connector: rest-erp | -
                    connector: rest-erp\\n    serves: [stock] | nobody serves everybody
                    connector: rest-erp\\n    serves: [order, stock] | -
                    connector: rest-erp\\n    serves: [ticket] | backends[0].serves: rest-erp cannot serve ticket; its connector can createDraftOrder, getInvoice, getOrder, getStock, recordPayment, refund, reserveStock
                    connector: rest-erp\\n    serves: [odrer] | did you mean "order"
                    connector: rest-erp\\n    tenant: acme | nobody serves everybody
                    """)
    void aFlowMaySayWhatItWantsInsteadOfWhom(String written, @Nullable String complaint) throws IOException {
        spoil("flows/order-status.yaml", "backend: erp", "capability: order");
        spoil("backends.yaml", "connector: rest-erp", written.replace("\\n", "\n"));
        var said = check();
        if (complaint == null) assertThat(said.err()).isEmpty();
        else assertThat(said.err()).contains(complaint);
    }

    @Test
    void whatTwoBackendsServeAlikeMustBeDecided() throws IOException {
        twoBackendsMayShareAConnector();
        spoil("flows/order-status.yaml", "backend: erp", "capability: order");
        assertThat(check().err())
                .containsPattern("order-status.yaml:[1-9]\\d+: steps\\[1].lookup.capability: erp and erp-north serve")
                .contains("serves: [order]");
    }

    @Test
    void anOperationMustBelongToItsCapability() throws IOException {
        spoil("flows/order-status.yaml", "backend: erp", "capability: stock");
        assertThat(check().err()).contains("getOrder does not belong to capability stock; to it belong getStock");
    }

    @Test
    void twoBackendsMayShareAConnector() throws IOException {
        var file = conf.resolve("backends.yaml");
        var erp = Files.readString(file).split("(?m)^  - name: crm", -1)[0].split("(?m)^backends:\\n", -1)[1];
        Files.writeString(file, Files.readString(file) + erp.replace("name: erp", "name: erp-north"));
        var said = check();
        assertThat(said.err()).isEmpty();
        assertThat(said.out()).contains("erp-north can ");
    }

    @Test
    void everyProblemOfAConnectorIsToldOnceHoweverManyBackendsShareIt() throws IOException {
        twoBackendsMayShareAConnector();
        spoil("connectors/rest-erp.yaml", "method: GET", "methd: GET");
        assertThat(check().err().lines().filter(line -> line.contains("methd"))).hasSize(1);
    }

    /** Columns: what is written before the connector's operations; what the complaint must hold, empty if none. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    ''                      | a look-up at erp can be late, and nobody says so
                    fallback: help          | -
                    fallback: erp-late      | the fallback of the connector of erp: there is no text for es/erp-late.hbs
                    fallback: order-late    | the fallback of the connector of erp: text es/order-late.hbs
                    """)
    void aBackendMaySayThatItIsLateInsteadOfTheFlow(String fallback, @Nullable String complaint) throws IOException {
        spoil("flows/order-status.yaml", "  late: {reply: order-late, followUp: true}\n", "");
        spoil("connectors/rest-erp.yaml", "operations:", fallback + "\noperations:");
        var said = check();
        if (complaint == null) assertThat(said.err()).isEmpty();
        else assertThat(said.err()).contains(complaint);
    }

    /** Returns the line. */
    private int spoil(String file, String right, String wrong) throws IOException {
        var path = conf.resolve(file);
        var text = Files.readString(path);
        var at = text.indexOf(right);
        assertThat(at).as(right).isNotNegative();
        Files.writeString(path, text.substring(0, at) + wrong + text.substring(at + right.length()));
        return (int) text.substring(0, at + 1).lines().count();
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
        spoil("gateway.yaml", "${secret:META_VERIFY_TOKEN}", "${NOBODY_HAS_SET_THIS}");
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
