package dev.spillway;

import picocli.CommandLine.Model.CommandSpec;

/** Where a command prints. */
record Terminal(CommandSpec spec) {
    /** To standard output. */
    void say(String text) {
        var out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }

    /** To standard error. */
    void complain(String text) {
        var err = spec.commandLine().getErr();
        err.println(text);
        err.flush();
    }
}
