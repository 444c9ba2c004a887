package dev.spillway.flow;

import java.util.List;
import java.util.stream.Collectors;

/** Flow files or texts that cannot be used: all their problems at once, so that one round of mending is enough. */
public final class FlowFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // List.copyOf is serializable
    private final List<Problem> problems;

    FlowFileException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** At least one, in the order of files and lines. */
    public List<Problem> problems() {
        return problems;
    }
}
