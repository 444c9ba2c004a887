package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanCommandTest {
    private static final Path SHIPPED = Path.of("src/main/resources/dev/spillway/plan/costs.yaml");

    @TempDir
    private Path folder;

    /** What the command said and how it ended. */
    private record Said(int exit, String out, String err) {}

    private static Said plan(String words) {
        var out = new StringWriter();
        var err = new StringWriter();
        var exit = Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(("plan " + words).strip().split(" "));
        return new Said(exit, out.toString(), err.toString());
    }

    @Test
    void tellsMachinesInItsLastLine() {
        var said = plan("--recipients 1200000 --numbers 2 --mps 1000 --reply-share 0.3");

        assertThat(said.exit()).isZero();
        assertThat(said.out().strip().lines().reduce((before, last) -> last))
                .hasValueSatisfying(last -> assertThat(last)
                        .matches("duration_s=600 webhooks_per_s=6600 gateway_cores=[\\d.]+ redis_cores=[\\d.]+"
                                + " redis_bytes=\\d+ postgres_bytes=\\d+ bottleneck=\\w+"));
    }

    @Test
    void saysWhichCostsItUsedAndWhatMeasuredThem() {
        assertThat(plan("--recipients 1000").out())
                .contains("Costs, measured on: ", "a dedupe key in Redis' memory", "; ./load-tests/million.sh");
    }

    @Test
    void namesAnErpThatIsTooSlow() {
        assertThat(plan("--recipients 100000 --reply-share 0.3 --erp-per-second 2")
                        .out())
                .contains("ERP", "<- bottleneck", "Bottleneck: ERP; all is done after 15,000 s (4 h 10 min)")
                .endsWith("bottleneck=erp" + System.lineSeparator());
    }

    @Test
    void writesTheCapacityTableAsMarkdown() {
        assertThat(plan("--table").out().lines())
                .hasSize(5)
                .allMatch(line -> line.startsWith("|") && line.endsWith("|"))
                .anyMatch(line -> line.startsWith("| 100,000 |"));
    }

    @Test
    void usesYourOwnCosts() throws IOException {
        var own = folder.resolve("own.yaml");
        var machine = "machine: \"eight fast cores\"";
        Files.writeString(own, Files.readString(SHIPPED).replaceFirst("machine: .*", machine));

        assertThat(plan("--recipients 1000 --costs " + own).out()).contains("measured on: eight fast cores");
    }

    @Test
    void saysWhatIsWrongWithYourOwnCosts() throws IOException {
        var own = folder.resolve("own.yaml");
        Files.writeString(
                own, Files.readString(SHIPPED).replaceFirst("acceptUs: \\{value: \\d+,", "acceptUs: {value: -18,"));

        var said = plan("--recipients 1000 --costs " + own);

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("own.yaml", "gateway.acceptUs.value", "must be more than 0, was -18.0");
        assertThat(plan("--table --costs nowhere.yaml").err()).startsWith("The costs cannot be read: ");
    }

    @ParameterizedTest
    @CsvSource({
        "'', --recipients",
        "--recipients 0, '--recipients must be 1..10000000000, was 0'",
        "--recipients 10 --table, mutually exclusive",
        "--recipients 10 --reply-share 1.2, '--reply-share must be 0..1, was 1.2'",
        "--recipients 10 --reply-share NaN, '--reply-share must be 0..1, was NaN'",
        "--recipients 10 --mps 1001, '--mps must be 1..1000, was 1001'",
        "--recipients 10 --numbers 0, '--numbers must be 1..1000, was 0'",
        "--recipients 10 --statuses 5, '--statuses must be 0..4, was 5.0'",
        "--recipients 10 --erp-per-second 0, '--erp-per-second must be more than 0, was 0.0'",
        "--recipients 10 --redis-masters 0, '--redis-masters must be 1..10000, was 0'",
        "--recipients 10 --outage P3D, '--outage must be PT0S..P2D, was PT72H'",
        "--recipients many, 'many'"
    })
    void refusesWrongCommandLines(String words, String why) {
        var said = plan(words);

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains(why);
    }
}
