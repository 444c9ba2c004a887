package dev.spillway.yaml;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Files that people wrote cannot be used. The message has one line a problem: see {@link Problem#toString()}. */
public final class FaultyFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    private FaultyFileException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), null, false, false);
        this.problems = problems;
    }

    /** Throws one, unless there is no problem. */
    public static void throwIfAny(List<Problem> problems) {
        var order = Comparator.comparing(Problem::file).thenComparingInt(Problem::line);
        if (!problems.isEmpty()) {
            throw new FaultyFileException(problems.stream().sorted(order).toList());
        }
    }

    /** All of them, by file and line; at least one. */
    public List<Problem> problems() {
        return problems;
    }
}
