package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.spillway.support.RecordDocs;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The schemas that editors use: what the records say, what the shipped files keep, and what mistakes do not. With {@code
 * -Dspillway.write=true} the checked-in files are written anew.
 */
class SchemaTest {
    private static final Path SCHEMAS = Path.of("conf/schemas");
    private static final Path DESCRIPTIONS = Path.of("src/main/resources/dev/spillway/yaml/descriptions.properties");
    private static final boolean WRITE = Boolean.getBoolean("spillway.write");

    @Test
    void descriptionsAreWhatTheJavadocSays() throws IOException {
        var records = new TreeSet<>(Set.of(
                "connector.ConnectorFile",
                "config.BackendsFile",
                "gate.GatesFile",
                "gate.PricesFile",
                "gate.WordsFile",
                "route.RoutesFile",
                "template.TemplateFile"));
        for (var schema : ConnectorSchemaCommand.schemas().values()) {
            records.addAll(new JsonObject(schema).getJsonObject("definitions").fieldNames());
        }
        var said = RecordDocs.in(Path.of("src/main/java/dev/spillway")).properties(records);
        if (WRITE) Files.writeString(DESCRIPTIONS, said);
        assertThat(Files.readString(DESCRIPTIONS)).isEqualTo(said);
    }

    @Test
    void theFilesAreWhatTheRecordsSay() throws IOException {
        for (var schema : ConnectorSchemaCommand.schemas().entrySet()) {
            var file = SCHEMAS.resolve(schema.getKey());
            if (WRITE) Files.createDirectories(SCHEMAS);
            if (WRITE) Files.writeString(file, schema.getValue());
            assertThat(Files.readString(file))
                    .as("%s; ./spillway connector schema writes it", file)
                    .isEqualTo(schema.getValue());
        }
    }

    static Stream<Path> shipped() throws IOException {
        return Stream.of(
                        ConnectorListCommand.files(Path.of("conf/connectors")).stream(),
                        ConnectorListCommand.files(Path.of("conf/templates")).stream(),
                        Stream.of("backends", "routes", "gates", "prices", "consent")
                                .map(it -> Path.of("conf", it + ".yaml")))
                .flatMap(files -> files);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyShippedFileKeepsItsSchemaAndNamesIt(Path file) throws IOException {
        var text = Files.readString(file);
        assertThat(complaints(schemaOf(file), text)).isEmpty();
        var schema = (file.getNameCount() > 2 ? "../schemas/" : "schemas/") + schemaOf(file);
        assertThat(text.lines().findFirst()).contains("# yaml-language-server: $schema=" + schema);
    }

    private static String schemaOf(Path file) {
        if (file.startsWith("conf/connectors")) return "connector.json";
        if (file.startsWith("conf/templates")) return "template.json";
        return String.valueOf(file.getFileName()).replace(".yaml", ".json");
    }

    /** Empty if the text keeps the schema. */
    private static String complaints(String schema, String yaml) throws IOException {
        var tree = new YAMLMapper().readTree(yaml);
        var json = new JsonObject(new ObjectMapper().writeValueAsString(tree));
        var options = new JsonSchemaOptions()
                .setBaseUri("https://spillway.test")
                .setDraft(Draft.DRAFT7)
                .setOutputFormat(OutputFormat.Basic);
        var rules =
                JsonSchema.of(new JsonObject(ConnectorSchemaCommand.schemas().get(schema)));
        var result = Validator.create(rules, options).validate(json);
        return Boolean.TRUE.equals(result.getValid()) ? "" : String.valueOf(result.getErrors());
    }

    /** Columns: file, what is written there, what is written instead: mistakes that the gateway refuses, too. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    conf/connectors/rest-erp.yaml | method: GET        | methd: GET
                    conf/connectors/rest-erp.yaml | method: GET        | method: SHOUT
                    conf/connectors/rest-erp.yaml | write: false       | write: perhaps
                    conf/connectors/rest-erp.yaml | kind: bearer       | kind: beerer
                    conf/connectors/rest-erp.yaml | token: "{token}"   | tokn: "{token}"
                    conf/connectors/rest-erp.yaml | timeout: PT        | timeout: 2s # PT
                    conf/connectors/rest-crm.yaml | strategy: key-header | strategy: hope
                    conf/connectors/rest-crm.yaml | is: duplicate      | is: double
                    conf/backends.yaml            | concurrency: 16    | concurency: 16
                    conf/backends.yaml            | concurrency: 16    | concurrency: many
                    conf/backends.yaml            | name: crm          | nmae: crm
                    conf/backends.yaml            | connector: rest-erp | serves: [order]
                    conf/backends.yaml            | connector: rest-erp | connector: rest-erp, serves: [odrer]
                    conf/templates/pedido-enviado.yaml | category: utility | category: useful
                    conf/templates/pedido-enviado.yaml | sample: Rocío    | smaple: Rocío
                    conf/templates/pedido-enviado.yaml | kind: url         | kind: link
                    conf/gates.yaml               | reply: earlier     | reply: earlyer
                    conf/gates.yaml               | margin: PT5M       | margin: 5 minutes
                    conf/gates.yaml               | from: "21:00"      | from: "9 pm"
                    conf/gates.yaml               | instead: {}        | insted: {}
                    conf/gates.yaml               | instead: {}        | instead: {es: {name: a}}
                    conf/gates.yaml               | budgets: []        | budgets: [{sender: main, perDay: [1]}]
                    conf/prices.yaml              | free: true         | free: perhaps
                    conf/prices.yaml              | from: 2026-10-01   | from: 1.10.2026
                    conf/prices.yaml              | otherwise: {       | otherwise: {service: 1,
                    conf/consent.yaml             | words: [notice,    | words: [notices,
                    conf/consent.yaml             | start:             | strat:
                    conf/routes.yaml              | routes: []         | routes: {}
                    conf/routes.yaml              | routes: []         | routes: [{name: a, on: {kinds: [MESAGE]}, to: b, operation: c, input: d}]
                    """)
    void refusesMistakesThatTheGatewayRefuses(Path file, String right, String wrong) throws IOException {
        var text = Files.readString(file);
        assertThat(text).contains(right);
        var broken = text.replace(right, wrong.replace(", serves", "\n    serves"));
        assertThat(complaints(schemaOf(file), broken)).isNotEmpty();
    }
}
