package dev.spillway.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictYamlTest {
    enum Size {
        SMALL,
        @JsonProperty("extra-large")
        EXTRA_LARGE
    }

    record Shop(
            String name,
            int port,
            Duration pause,
            List<Door> doors,
            @Default("small") Size size,
            @Default Map<String, Object> sample,
            @Nullable Place place) {
        Shop {
            if (port < 1) throw new IllegalArgumentException("shop.port must be > 0, was " + port);
            if (doors.isEmpty()) throw new IllegalArgumentException("a shop has a door");
        }
    }

    record Door(String colour) {}

    record Place(URI map, ZoneId zone, double height, long area) {}

    private static final String GOOD = """
            name: ${SHOP:centro}
            port: ${PORT:8080}
            pause: PT2.5S
            doors:
              - colour: red
              - colour: blue
            """;

    private static Shop read(String text, Map<String, String> environment) {
        return StrictYaml.read(Shop.class, "shop.yaml", text, environment::get);
    }

    private static List<String> problemsOf(String text) {
        var thrown = catchThrowableOfType(FaultyFileException.class, () -> read(text, Map.of()));
        assertThat(thrown).as("problems").isNotNull();
        return thrown.problems().stream().map(Problem::toString).toList();
    }

    @Test
    void readsAFileIntoRecords() {
        var doors = List.of(new Door("red"), new Door("blue"));

        assertThat(read(GOOD, Map.of()))
                .isEqualTo(new Shop("centro", 8080, Duration.ofMillis(2500), doors, Size.SMALL, Map.of(), null));
    }

    @Test
    void readsEveryKindOfValue() {
        var shop = read(GOOD + """
                size: extra-large
                place: {map: "https://maps.test/?q=1", zone: America/Mexico_City, height: 2.5, area: 5000000000}
                sample: {n: 1, f: 1.5, yes: true, "no": no, text: "1", list: [{a: b}], id: 007}
                """, Map.of());

        assertThat(shop.size()).isEqualTo(Size.EXTRA_LARGE);
        assertThat(shop.place())
                .isEqualTo(new Place(
                        URI.create("https://maps.test/?q=1"), ZoneId.of("America/Mexico_City"), 2.5, 5_000_000_000L));
        assertThat(shop.sample())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "n",
                        1,
                        "f",
                        1.5,
                        "yes",
                        true,
                        "no",
                        "no",
                        "text",
                        "1",
                        "list",
                        List.of(Map.of("a", "b")),
                        "id",
                        "007"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "SMALL", "Small"})
    void readsEnumsWhateverTheirCase(String word) {
        assertThat(read(GOOD + "size: " + word, Map.of()).size()).isEqualTo(Size.SMALL);
    }

    @Test
    void takesValuesFromTheEnvironment() {
        var shop = read(
                GOOD.replace("PT2.5S", "${PAUSE}").replace("red", "\"${A} ${B:und} ${C:}\""),
                Map.of("PORT", "9000", "SHOP", "", "PAUSE", "PT1S", "A", "rot"));

        assertThat(shop.name()).isEqualTo("centro");
        assertThat(shop.port()).isEqualTo(9000);
        assertThat(shop.pause()).isEqualTo(Duration.ofSeconds(1));
        assertThat(shop.doors().get(0).colour()).isEqualTo("rot und ");
    }

    @Test
    void neverLetsAnEnvironmentValueAddKeys() {
        assertThat(read(GOOD, Map.of("SHOP", "x\nport: 1 # $0")).name()).isEqualTo("x\nport: 1 # $0");
    }

    @Test
    void neverTellsWhatAVariableHolds() {
        assertThatThrownBy(() -> read(GOOD, Map.of("PORT", "s3cret")))
                .hasMessage("shop.yaml:2: port: \"${PORT:8080}\" does not fit; write a whole number");
    }

    record Locker(Written key, Map<String, Written> others) {}

    private static References secrets(String name, String value) {
        return new References() {
            @Override
            public @Nullable String variable(String wanted) {
                return null;
            }

            @Override
            public @Nullable String secret(String wanted) {
                return wanted.equals(name) ? value : null;
            }
        };
    }

    @Test
    void knowsHowAValueIsWrittenAndShowsItSo() {
        var problems = new Problems("locker.yaml");
        var text = "key: ${secret:door-key}\nothers: {a: 12, b: 'x${secret:door-key}', c: '${C:d}'}";
        var locker = problems.unlessAny(StrictYaml.bind(Locker.class, text, secrets("door-key", "s3cret"), problems));

        assertThat(locker.key().value()).isEqualTo("s3cret");
        assertThat(locker.key().isSecret()).isTrue();
        assertThat(locker.others())
                .extractingByKey("a")
                .matches(a -> !a.holdsSecret() && a.value().equals("12"));
        assertThat(locker.others()).extractingByKey("b").matches(b -> b.holdsSecret() && !b.isSecret());
        assertThat(locker.others()).extractingByKey("c").matches(c -> c.value().equals("d"));
        assertThat(locker.toString()).contains("${secret:door-key}", "12").doesNotContain("s3cret");
    }

    @Test
    void aSecretThatIsMissingIsToldByItsName() {
        var problems = new Problems("locker.yaml");
        StrictYaml.bind(Locker.class, "key: ${secret:other}\nothers: {}", secrets("door-key", "s3cret"), problems);

        assertThat(problems.list())
                .singleElement()
                .asString()
                .startsWith("locker.yaml:1: key: there is no secret other; ");
    }

    @Test
    void leavesPlaceholdersAloneWithoutAnEnvironment() {
        var problems = new Problems("door.yaml");

        assertThat(StrictYaml.bind(Door.class, "colour: ${RED}", problems)).isEqualTo(new Door("${RED}"));
        assertThat(problems.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name: | nam: | 1: nam: unknown \"nam\"; did you mean \"name\"? Known are doors, name, pause, place, port, sample, size",
                "name: ${SHOP:centro} | # | name: is missing; add \"name: …\" (a text)",
                "name: ${SHOP:centro} | name: | 1: name: has no value; write one or remove the key",
                "name: ${SHOP:centro} | name: [a] | 1: name: is a list; write a text",
                "${PORT:8080} | many | 2: port: \"many\" does not fit; write a whole number",
                "${PORT:8080} | 1.5 | 2: port: \"1.5\" does not fit; write a whole number",
                "${PORT:8080} | 99999999999 | 2: port: \"99999999999\" does not fit; write a whole number",
                "${PORT:8080} | '' | 2: port: \"\" does not fit; write a whole number",
                "${PORT:8080} | 0 | 2: port: must be > 0, was 0",
                "${PORT:8080} | ${OTHER} | 2: port: the environment variable OTHER is not set; set it, or give a default: ${OTHER:default}",
                "PT2.5S | 2s | 3: pause: \"2s\" does not fit; write an ISO 8601 duration such as PT2.5S, PT10M or P8D",
                "PT2.5S | *pause | 3: not YAML: found undefined alias pause; mend the indentation here, or put what holds [ ] { } , or a colon between quotes",
                "- colour: blue | - blue | 6: doors[1]: is a single value; write a map of keys: colour",
                "colour: blue | color: blue | 6: doors[1].color: unknown \"color\"; did you mean \"colour\"? Known are colour",
                "pause: PT2.5S | size: huge | 3: size: unknown \"huge\"; use one of extra-large, small",
                "pause: PT2.5S | size: SMAL | 3: size: unknown \"SMAL\"; did you mean \"SMALL\"? Known are SMALL, extra-large",
                "pause: PT2.5S | port: 1 | 3: port: is written twice; remove one of them",
                "pause: PT2.5S | ? [a] | 3: a list or map as a key: unknown \"a list or map as a key\"; use one of doors, name, pause, place, port, sample, size"
            })
    void namesFileLineKeyAndCure(String good, String bad, String message) {
        assertThat(problemsOf(GOOD.replace(good, bad)))
                .anySatisfy(it -> assertThat(it).startsWith("shop.yaml:").endsWith(message));
    }

    @Test
    void tellsAllProblemsAtOnceByLine() {
        var text =
                "port: x\nname: ${A}${B}\ndoors: [{}, {colour: [1]}, blue]\npaus: PT1S\nplace: {map: 'http://[', zone: Mars/Base, height: high, area: big}\n";

        assertThat(problemsOf(text))
                .satisfiesExactly(
                        it -> assertThat(it).startsWith("shop.yaml:1: port: \"x\""),
                        it -> assertThat(it).startsWith("shop.yaml:1: pause: is missing"),
                        it -> assertThat(it).contains(":2: name: the environment variable A "),
                        it -> assertThat(it).contains(":2: name: the environment variable B "),
                        it -> assertThat(it).contains(":3: doors[0].colour: is missing"),
                        it -> assertThat(it).contains(":3: doors[1].colour: is a list"),
                        it -> assertThat(it).contains(":3: doors[2]: is a single value"),
                        it -> assertThat(it).contains(":4: paus: unknown"),
                        it -> assertThat(it).contains(":5: place.map: \"http://[\" does not fit; write a URI"),
                        it -> assertThat(it).contains(":5: place.zone: \"Mars/Base\" does not fit; write a time zone"),
                        it -> assertThat(it).contains(":5: place.height: \"high\" does not fit; write a number"),
                        it -> assertThat(it).contains(":5: place.area:"));
    }

    @Test
    void tellsWhatConcernsNoKeyWithTheRecord() {
        assertThat(problemsOf("doors: []\nname: a\nport: 1\npause: PT1S"))
                .containsExactly("shop.yaml:1: a shop has a door");
    }

    @Test
    void refusesAliasesHoweverTheyGrow() {
        var bomb = new StringBuilder("sample:\n  a0: &a0 [x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 30; i++) {
            bomb.append("  a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(8)));
        }

        assertThat(problemsOf(GOOD + bomb))
                .hasSize(100)
                .first()
                .asString()
                .startsWith("shop.yaml:9: sample.a1[0]: is an alias; write the value out");
        assertThat(problemsOf(GOOD + "sample: &s {a: *s}"))
                .singleElement()
                .asString()
                .contains("sample.a: is an alias");
        assertThat(problemsOf(GOOD + "place: &p {}\nsample:\n  <<: *p\n"))
                .containsExactly("shop.yaml:9: sample.<<: is an alias; write the value out");
    }

    @Test
    void refusesWhatIsNoYamlOrTooMuchOfIt() {
        assertThat(problemsOf("a: [")).singleElement().asString().startsWith("shop.yaml:1: not YAML: ");
        assertThat(problemsOf(""))
                .singleElement()
                .asString()
                .startsWith("shop.yaml:1: is empty; write a map of keys: ");
        assertThat(problemsOf("text")).singleElement().asString().contains(":1: is a single value; write a map");
        assertThat(problemsOf(GOOD + "---\na: b")).singleElement().asString().contains(":7: not YAML: ");
        assertThat(problemsOf("a: b\n".repeat(100_000)))
                .singleElement()
                .asString()
                .contains("exceeds the limit");
        assertThat(problemsOf("[".repeat(5000))).singleElement().asString().contains("Depth");
        assertThat(problemsOf(GOOD + "sample: !!javax.script.ScriptEngineManager {}\nport: \u0000"))
                .singleElement()
                .asString()
                .contains("not YAML");
    }
}
