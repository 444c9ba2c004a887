package dev.spillway.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictYamlTest {
    record Shop(String name, int port, Duration pause, List<Door> doors) {
        Shop {
            if (port < 1) throw new IllegalArgumentException("port must be > 0, was " + port);
        }
    }

    record Door(String colour) {}

    private static final String GOOD = """
            name: ${SHOP:centro}
            port: ${PORT:8080}
            pause: PT2.5S
            doors:
              - colour: red
              - colour: blue
            """;

    private static Shop read(String text, Map<String, String> environment) {
        return StrictYaml.read("shop.yaml", text, Shop.class, environment::get);
    }

    @Test
    void readsAFileIntoRecords() {
        assertThat(read(GOOD, Map.of()))
                .isEqualTo(
                        new Shop("centro", 8080, Duration.ofMillis(2500), List.of(new Door("red"), new Door("blue"))));
    }

    @Test
    void takesValuesFromTheEnvironment() {
        assertThat(read(GOOD, Map.of("PORT", "9000", "SHOP", "norte")).port()).isEqualTo(9000);
    }

    @Test
    void neverLetsAnEnvironmentValueAddKeys() {
        assertThat(read(GOOD, Map.of("SHOP", "x\nport: 1 # $0")).name()).isEqualTo("x\nport: 1 # $0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: | nam: | shop.yaml:1: nam: is not a known key here; known are: doors, name, pause, port",
                "port: ${PORT:8080} | port: many | shop.yaml:2: port: must be a whole number, was 'many'",
                "port: ${PORT:8080} | port: 0 | shop.yaml:2: port must be > 0, was 0",
                "port: ${PORT:8080} | port: ${OTHER} | shop.yaml:2: the environment variable OTHER is not set; set it, or give a default: ${OTHER:default}",
                "pause: PT2.5S | pause: 2s | shop.yaml:3: pause: must be a duration such as PT2.5S, PT10M or P8D, was '2s'",
                "colour: blue | color: blue | shop.yaml:6: doors[1].color: is not a known key here; known are: colour"
            })
    void namesFileLineKeyAndCure(String good, String bad, String message) {
        assertThatThrownBy(() -> read(GOOD.replace(good, bad), Map.of()))
                .isInstanceOf(YamlException.class)
                .hasMessage(message);
    }

    @Test
    void namesAMissingKey() {
        assertThatThrownBy(() -> read(GOOD.replace("pause: PT2.5S\n", ""), Map.of()))
                .hasMessageContaining("pause: is missing; add it");
    }

    @Test
    void refusesAKeyThatStandsTwice() {
        assertThatThrownBy(() -> read(GOOD + "port: 1\n", Map.of())).isInstanceOf(YamlException.class);
    }

    @Test
    void refusesWhatIsNoYamlAndWhatIsEmpty() {
        assertThatThrownBy(() -> read("a: [", Map.of())).isInstanceOf(YamlException.class);
        assertThatThrownBy(() -> read("", Map.of())).isInstanceOf(YamlException.class);
        assertThatThrownBy(() -> read("text", Map.of())).isInstanceOf(YamlException.class);
    }
}
