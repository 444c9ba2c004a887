package dev.spillway.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where the gateway's log goes while the terminal shows the transcript: a file. It is named to the logger by the system
 * property {@code spillway.log.file}; whoever writes to System.out or System.err all the same gets there too.
 */
final class LogFile implements AutoCloseable {
    private static final String PROPERTY = "spillway.log.file";

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final PrintStream file;

    private LogFile(OutputStream file) {
        this.file = new PrintStream(file, true, StandardCharsets.UTF_8);
        System.setOut(this.file);
        System.setErr(this.file);
    }

    static LogFile open(Path path) throws IOException {
        System.setProperty(PROPERTY, path.toString());
        return new LogFile(Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    @Override
    public void close() {
        System.clearProperty(PROPERTY);
        System.setOut(out);
        System.setErr(err);
        file.close();
    }
}
