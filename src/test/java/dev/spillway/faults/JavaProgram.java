package dev.spillway.faults;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** JVMs on the bench's own libraries: of its class path with or without what belongs to tests. */
public final class JavaProgram {
    private JavaProgram() {}

    /**
     * How a program is started.
     *
     * @param options of the JVM
     * @param nice below 0 it goes before others, where the system allows that, and else like any; 0 as usual
     * @param log gets what it says
     */
    public record Start(List<String> options, int nice, String classPath, List<String> words, Path log) {
        /** One that goes like any other. */
        public Start(List<String> options, String classPath, List<String> words, Path log) {
            this(options, 0, classPath, words, log);
        }
    }

    /** Starts it; it may end at once. */
    public static Process start(Start start) throws IOException {
        var command = new ArrayList<String>();
        if (start.nice != 0) command.addAll(List.of("nice", "-n", String.valueOf(start.nice)));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(start.options);
        command.addAll(List.of("-cp", start.classPath));
        command.addAll(start.words);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(start.log.toFile()))
                .start();
    }

    /** As in production: nothing of the tests. */
    static String mainClassPath() {
        return entries()
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** All that the bench itself has. */
    public static String testClassPath() {
        return entries().collect(Collectors.joining(File.pathSeparator));
    }

    private static Stream<String> entries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> entry.replaceAll("/+$", ""));
    }
}
