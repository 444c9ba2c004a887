package dev.spillway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spillway.yaml.FaultyFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteLoaderTest {
    private static final String GOOD = """
            routes:
              - name: to-hook
                on: {kinds: [MESSAGE, STATUS], where: "type = 'text'"}
                to: hook
                operation: emitEvent
                input: "{'event': message}"
              - name: other
                on: {kinds: [MESSAGE]}
                to: crm
                operation: addNote
                priority: bulk
                version: 2
                input: "{'text': text}"
            """;

    @Test
    void loadsWhatIsRight() {
        var book = RouteLoader.load("routes.yaml", GOOD);

        assertThat(book.names()).containsExactly("to-hook", "other");
        assertThat(book.needs())
                .extracting(need -> need.wanted() + " " + need.operation() + " "
                        + need.what().line())
                .containsExactly("hook emitEvent 5", "crm addNote 10");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name: other | name: to-hook | routes.yaml:7: routes[1].name: another route has this name",
                "name: other | name: Other | routes.yaml:7: routes[1].name: must be 1..40",
                "kinds: [MESSAGE] | kinds: [] | routes.yaml:8: routes[1].on.kinds: is empty",
                "kinds: [MESSAGE] | kinds: [MESAGE] | did you mean \"MESSAGE\"",
                "kinds: [MESSAGE, STATUS] | kinds: [RESULT] | routes.yaml:3: routes[0].on.kinds: may hold",
                "version: 2 | version: 0 | routes.yaml:12: routes[1].version: must be 1 or more",
                "priority: bulk | priority: slow | routes.yaml:11: routes[1].priority: unknown \"slow\"",
                "to: crm | too: crm | did you mean \"to\"",
                "type = 'text' | type = | routes.yaml:3: routes[0].on.where",
                "'text': text | 'text': | routes.yaml:13: routes[1].input",
                "'text': text | 'text': $text | nothing binds [text]",
            })
    void tellsWhatIsWrongWithLineKeyAndCure(String right, String wrong, String complaint) {
        assertThat(GOOD).contains(right);
        var thrown = catchThrowableOfType(
                FaultyFileException.class, () -> RouteLoader.load("routes.yaml", GOOD.replace(right, wrong)));

        assertThat(thrown).hasMessageContaining(complaint);
    }

    @Test
    void theShippedFileHasNone() throws IOException {
        assertThat(RouteLoader.load("routes.yaml", Files.readString(Path.of("conf/routes.yaml")))
                        .names())
                .isEmpty();
    }

    @Test
    void theExampleInTheShippedFileWorks() throws IOException {
        var example = Files.readString(Path.of("conf/routes.yaml"))
                .lines()
                .filter(line -> line.startsWith("#  "))
                .map(line -> line.substring(1))
                .collect(Collectors.joining("\n"));

        assertThat(RouteLoader.load("routes.yaml", "routes:\n" + example).names())
                .containsExactly("messages-to-hook");
    }
}
