package dev.spillway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SandboxIT {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    private Path config = Path.of("");
    private Set<ProcessHandle> before = Set.of();

    @BeforeEach
    void prepare() throws IOException {
        config = Files.writeString(directory.resolve("gateway.yaml"), "");
        before = servers();
    }

    @Test
    void playsTheConversationAndLeavesNothingBehind() throws Exception {
        assertThat(run(FakeGateway::whole, "--once")).isZero();
        assertThat(transcript())
                .containsSubsequence(
                        "PostgreSQL",
                        "Redis",
                        "Simulators",
                        "Gateway",
                        "customer   Rocío Téllez writes \"¿Dónde está mi pedido 1234?\"",
                        "webhook    signed, answered 200",
                        "look-up    GET /erp/orders/1234 -> 200",
                        "answer     \"Tu pedido 1234 va en camino\"",
                        "status     sent",
                        "status     delivered",
                        "status     read",
                        "trace      GET /trace?message=wamid.",
                        "received",
                        "lookup",
                        "attempt",
                        "The whole way once");
        assertThat(transcript()).contains("crm note   \"Preguntó por el pedido 1234\" -> 201");
        assertThat(folder()).doesNotExist();
        assertThat(servers()).isEqualTo(before);
    }

    @Test
    void namesTheHopThatFailedAndKeepsTheLogs() throws Exception {
        assertThat(run(FakeGateway::withoutNotes, "--once")).isEqualTo(1);
        assertThat(transcript())
                .contains(
                        "The hop \"crm note\" failed: no note was made in the CRM within 10 s.",
                        "The logs are kept in");
        assertThat(servers()).isEqualTo(before);
        removeKeptLogs();
    }

    @Test
    void leavesNothingRunningWhenTheGatewayDoesNotStart() throws Exception {
        var code = run((environment, file) -> {
            throw new IOException("port 1 is odd");
        });
        assertThat(code).isEqualTo(1);
        assertThat(transcript()).contains("The gateway did not start: port 1 is odd");
        assertThat(servers()).isEqualTo(before);
        removeKeptLogs();
    }

    @Test
    void namesTheOptionOfAPortInUse() throws Exception {
        try (var taken = new ServerSocket(0)) {
            assertThat(run(FakeGateway::whole, "--management-port", String.valueOf(taken.getLocalPort())))
                    .isEqualTo(1);
            assertThat(transcript())
                    .contains("Port " + taken.getLocalPort() + " is in use; choose another by --management-port");
        }
    }

    @Test
    void namesAConfigurationThatIsNotThere() {
        assertThat(run(FakeGateway::whole, "--config", "/nowhere.yaml")).isEqualTo(1);
        assertThat(transcript()).contains("Cannot read /nowhere.yaml; name the configuration by --config.");
    }

    private int run(GatewayLauncher launcher, String... options) {
        var console = new Console(new PrintStream(written, true, StandardCharsets.UTF_8), false);
        var words = new ArrayList<>(List.of("--port", "0", "--management-port", "0", "--simulators-port", "0"));
        words.addAll(List.of("--config", config.toString()));
        words.addAll(List.of(options));
        return new CommandLine(new SandboxCommand(launcher, console))
                .setOverwrittenOptionsAllowed(true)
                .execute(words.toArray(String[]::new));
    }

    private String transcript() {
        return written.toString(StandardCharsets.UTF_8);
    }

    /**
     * Processes that this JVM has started and that still run; those of other tests among them. Without their own: a Postgres that all
     * tests share starts and ends workers as it likes.
     */
    private static Set<ProcessHandle> servers() {
        return ProcessHandle.current().children().collect(Collectors.toSet());
    }

    /** The one below which the sandbox had all its files. */
    private Path folder() {
        var log = transcript()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("Log "))
                .findFirst();
        return Path.of(log.orElseThrow().substring(4).strip())
                .resolveSibling(".")
                .normalize();
    }

    private void removeKeptLogs() throws IOException {
        var text = transcript();
        var start = text.indexOf("kept in ") + "kept in ".length();
        Folder.remove(Path.of(text.substring(start).strip()));
    }
}
