package dev.spillway;

import dev.spillway.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Configuration files are wrong. The message has one line a problem, for the person who wrote them. */
final class SetupException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    SetupException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** At least one. */
    List<Problem> problems() {
        return problems;
    }
}
