package dev.spillway.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spillway.yaml.FaultyFileException;
import dev.spillway.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowLoaderTest {
    private static final String GOOD = """
            flow: hours
            on: {kinds: [MESSAGE]}
            triggers:
              - {language: es, words: [horario]}
            steps:
              - reply: {id: reply, text: hours}
            """;

    @TempDir
    Path directory = Path.of("");

    private Path flows = Path.of("");
    private Path texts = Path.of("");

    @BeforeEach
    void makeDirectories() throws IOException {
        flows = Files.createDirectories(directory.resolve("flows"));
        texts = directory.resolve("templates");
        Files.createDirectories(texts.resolve("es"));
        text("hours.hbs", "De 9 a 18 h.");
    }

    @Test
    void loadsTheFilesThatComeWithTheGateway() {
        var book = FlowLoader.load(Path.of("conf/flows"), Path.of("conf/templates"), FlowSettings.DEFAULT);
        assertThat(book.names()).containsExactly("help", "order-status");
        assertThat(book.needs())
                .extracting(need -> need.wanted() + " " + need.operation())
                .containsExactly("erp getOrder", "crm addNote");
        assertThat(book.needs()).allSatisfy(need -> {
            assertThat(need.backend().file()).isEqualTo("order-status.yaml");
            assertThat(need.backend().line()).isGreaterThan(1);
        });
        assertThat(book.needs())
                .extracting(need -> need.backend().key())
                .containsExactly("steps[1].lookup.backend", "afterwards[0].deliver.to");
    }

    @Test
    void loadsAFlowOfFourKeys() throws IOException {
        flow("hours.yaml", GOOD);
        assertThat(load().names()).containsExactly("hours");
    }

    @Test
    void tellsAllMistakesOfAllFilesAtOnceWithLineKeyAndCure() throws IOException {
        flow("a.yaml", """
                flow: Hours Of Day
                on: {kinds: [MESAGE], wher: x}
                triggers:
                  - {language: spanish, patterns: ['(?=x)']}
                  - {language: es}
                steps:
                  - lookup: {id: x, backend: erp, operation: getOrder, input: '{"a": ', as: text, deadline: 3s}
                  - reply: {id: x, text: hours}
                  - {}
                """);
        flow("b.yaml", "flow: b\nflow: c\n");
        assertThat(problems())
                .anyMatch(it -> it.startsWith("a.yaml:1: flow: must be a-z"))
                .anyMatch(it -> it.startsWith("a.yaml:2: on.kinds[0]: unknown") && it.contains("MESAGE"))
                .anyMatch(it -> it.startsWith(
                        "a.yaml:2: on.wher: unknown \"wher\"; did you mean \"where\"? Known are kinds, where"))
                .anyMatch(it -> it.startsWith("a.yaml:4: triggers[0].language: must be two letters"))
                .anyMatch(it -> it.startsWith("a.yaml:4: triggers[0].patterns[0]: is no RE2 pattern"))
                .anyMatch(it -> it.startsWith("a.yaml:5: triggers[1].patterns: a trigger needs"))
                .anyMatch(it -> it.startsWith("a.yaml:7: steps[0].lookup.input:"))
                .anyMatch(it -> it.startsWith("a.yaml:7: steps[0].lookup.as: text has a meaning already"))
                .anyMatch(it ->
                        it.startsWith("a.yaml:7: steps[0].lookup.deadline: must be a duration") && it.endsWith("3s"))
                .anyMatch(it -> it.startsWith("a.yaml:7: steps[0].lookup.samples: needs an example"))
                .anyMatch(it -> it.startsWith("a.yaml:8: steps[1].reply.id: two steps are called x"))
                .anyMatch(it -> it.startsWith("a.yaml:9: steps[2]") && it.contains("exactly one of"))
                .anyMatch(it -> it.contains("a look-up can end as not_theirs"))
                .anyMatch(it -> it.startsWith("b.yaml:2: flow: is written twice"))
                .anyMatch(it -> it.startsWith("b.yaml") && it.contains("on: is missing"));
    }

    @Test
    void tellsWhatKeepsATextFromBeingSaidToAnybody() throws IOException {
        flow("hours.yaml", GOOD);
        text("soon.hbs", "Enseguida{{#if name}}, {{name}}{{/if}}.");
        text("order.hbs", "Pedido {{orderNumber}}");
        var book = load();

        assertThat(book.flaws("soon")).isEmpty();
        assertThat(book.flaws("nowhere")).containsExactly("there is no text for es/nowhere.hbs");
        assertThat(book.flaws("order"))
                .singleElement()
                .asString()
                .contains("es/order.hbs")
                .contains("orderNumber");
    }

    @Test
    void refusesVariablesThatNothingBinds() throws IOException {
        flow("a.yaml", GOOD.replace("{kinds: [MESSAGE]}", "{kinds: [MESSAGE], where: '$orden = 1'}"));
        assertThat(problems()).singleElement().asString().contains("on.where").contains("[orden]");
    }

    @Test
    void findsAnInputThatFailsOnTheExample() throws IOException {
        flow(
                "a.yaml",
                GOOD + "  - deliver: {id: note, to: crm, operation: addNote, input: '{\"n\": $number(text)}'}\n");
        assertThat(problems())
                .singleElement()
                .asString()
                .contains("fails on the example: hours.steps[1].deliver.input: ");
    }

    @Test
    void refusesAGroupThatWouldHideWhatExpressionsSee() throws IOException {
        flow("a.yaml", GOOD.replace("words: [horario]", "patterns: ['(?P<text>x)']"));
        assertThat(problems()).singleElement().asString().contains("group text has a meaning already");
    }

    @Test
    void refusesTwoFlowsOfOneName() throws IOException {
        flow("a.yaml", GOOD);
        flow("b.yaml", GOOD);
        assertThat(problems()).singleElement().asString().startsWith("b.yaml:1: flow: another file");
    }

    @Test
    void tellsTheLineOfBrokenYaml() throws IOException {
        flow("a.yaml", "flow: x\non: [unclosed\n");
        flow("b.yaml", "");
        flow("c.yaml", "a: &a [1]\nb: *a\n");
        flow("d.yaml", "- a list");
        assertThat(problems())
                .anyMatch(it -> it.matches("a\\.yaml:[23]: not YAML.*"))
                .anyMatch(it -> it.startsWith("b.yaml:1: is empty; write"))
                .anyMatch(it -> it.equals("c.yaml:2: b: is an alias; write the value out"))
                .anyMatch(it -> it.startsWith("d.yaml:1") && it.contains("is a list; write a map"));
    }

    @Test
    void findsAWordThatATextCannotKnow() throws IOException {
        flow("a.yaml", GOOD);
        text("hours.hbs", "De 9 a {{closing}} h.");
        assertThat(problems())
                .singleElement()
                .asString()
                .contains("es/hours.hbs:1")
                .contains("there is no closing here");
    }

    @Test
    void findsATextThatIsMissingInALanguageTheFlowListensTo() throws IOException {
        flow("a.yaml", GOOD.replace("{language: es,", "{language: pt,"));
        assertThat(problems()).containsExactly("a.yaml:1: there is no text for pt/hours.hbs; write it");
    }

    @Test
    void findsATextThatIsNoTemplateOrLiesInAStrangePlace() throws IOException {
        flow("a.yaml", GOOD);
        text("hours.hbs", "De 9 a\n{{#if");
        text("Hours Two.hbs", "x");
        Files.createDirectories(texts.resolve("spanish"));
        assertThat(problems())
                .anyMatch(it -> it.startsWith("es/hours.hbs:2"))
                .anyMatch(it -> it.startsWith("es/Hours Two.hbs: must be called"))
                .anyMatch(it -> it.startsWith("spanish: is no language"));
    }

    @Test
    void saysWhenADirectoryIsMissing() {
        assertThatThrownBy(() -> FlowLoader.load(directory.resolve("nowhere"), texts, FlowSettings.DEFAULT))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining("nowhere")
                .hasMessageContaining("cannot be listed");
    }

    private FlowBook load() {
        return FlowLoader.load(flows, texts, FlowSettings.DEFAULT);
    }

    private List<String> problems() {
        var failure = catchThrowableOfType(FaultyFileException.class, this::load);
        return failure.problems().stream().map(Problem::toString).toList();
    }

    private void flow(String name, String content) throws IOException {
        Files.writeString(flows.resolve(name), content);
    }

    private void text(String name, String content) throws IOException {
        Files.writeString(texts.resolve("es").resolve(name), content);
    }
}
