package dev.spillway.ladder;

import dev.spillway.faults.ResultsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** The ladder's part of load-tests/RESULTS.md, with its charts. */
final class Page {
    private static final Path CHARTS = Path.of("load-tests", "charts");

    private Page() {}

    /**
     * What a run was, in words.
     *
     * @param command as somebody would type it to have the same again
     * @param tools versions
     * @param remarks further findings, a line each
     */
    record About(String command, String tools, List<String> remarks) {}

    static void write(Result result, About about) throws IOException {
        chart("Webhooks a second", List.of("webhooks/s"), result, row -> List.of(row.perSecond()), "ladder-rate.svg");
        chart(
                "CPU µs for a webhook",
                List.of("gateway", "Redis", "Postgres"),
                result,
                row -> List.of(
                        row.each().gatewayUs(), row.each().redisUs(), row.each().postgresUs()),
                "ladder-cpu.svg");
        ResultsFile.put("What each rung of the ladder costs", text(result, about));
    }

    private static void chart(
            String title, List<String> parts, Result result, Function<Row, List<Double>> values, String file)
            throws IOException {
        // A batch is another thing than a webhook.
        var rows = result.rows().values().stream().filter(row -> row.rung() != Rung.ACCEPT_BATCH);
        new Bars(title, parts, Bars.of(rows, values)).write(CHARTS.resolve(file));
    }

    private static String text(Result result, About about) {
        var text = new StringBuilder(
                "Written by `./load-tests/ladder.sh --record`; `--help` says what the words mean.\n\n");
        text.append("- Command: `").append(about.command).append("`\n");
        text.append("- When and where: ").append(ResultsFile.whenAndWhere()).append("; client and all servers on it\n");
        text.append("- With: ").append(about.tools).append('\n');
        text.append("- Outcome: `").append(result.line()).append("`\n");
        about.remarks.forEach(remark -> text.append("- ").append(remark).append('\n'));
        return text.append('\n')
                .append(result.table())
                .append(
                        "\n![webhooks a second](charts/ladder-rate.svg)\n\n![CPU of a webhook](charts/ladder-cpu.svg)\n")
                .toString();
    }
}
