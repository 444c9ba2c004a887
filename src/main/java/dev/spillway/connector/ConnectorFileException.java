package dev.spillway.connector;

import dev.spillway.connector.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A connector's file cannot be used. The message has one line a problem:
 * {@code file:line: key: what is wrong; what to do about it}.
 */
public final class ConnectorFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    ConnectorFileException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** All of them, by line. */
    public List<Problem> problems() {
        return problems;
    }
}
