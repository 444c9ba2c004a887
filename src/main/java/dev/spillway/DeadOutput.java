package dev.spillway;

import dev.spillway.ManagementClient.Refusal;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command writes, and how a refusal ends it. */
record DeadOutput(PrintWriter out, PrintWriter err) {
    static DeadOutput of(CommandSpec spec) {
        return new DeadOutput(spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    void tell(String text) {
        err.println(text);
        err.flush();
    }

    /** The exit code of a piece of work. */
    int code(Callable<Integer> work) throws Exception {
        try {
            return work.call();
        } catch (Refusal e) {
            tell(String.valueOf(e.getMessage()));
            return e.exitCode();
        }
    }
}
