package dev.spillway;

import java.time.Clock;
import java.time.Duration;
import picocli.CommandLine;

/** A gateway whose clock is wrong. */
final class SkewedGateway {
    private SkewedGateway() {}

    /** By how much, and its {@code gateway.yaml}. */
    public static void main(String[] arguments) {
        var clock = Clock.offset(Clock.systemUTC(), Duration.parse(arguments[0]));
        System.exit(new CommandLine(new RunCommand(clock)).execute("--config", arguments[1]));
    }
}
