package dev.spillway.sandbox;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What {@code spillway sandbox} can be told; filled by the command line. */
final class SandboxOptions {
    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port for webhooks; 0 = a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "Port for /ready, /metrics and /trace; 0 = a free one (default: ${DEFAULT-VALUE}).")
    private int managementPort;

    @Option(
            names = "--simulators-port",
            paramLabel = "PORT",
            defaultValue = "8090",
            description = "Port for the simulated Meta, ERP and CRM; 0 = a free one (default: ${DEFAULT-VALUE}).")
    private int simulatorsPort;

    @Option(
            names = "--once",
            description = "Play the conversation and end: exit code 0, or 1 naming the hop that failed.")
    private boolean once;

    @Option(names = "--no-demo", description = "Start everything, play nothing.")
    private boolean noDemo;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${sys:spillway.home:-.}/conf/gateway.yaml",
            description = "The gateway's configuration (default: conf/gateway.yaml of the checkout).")
    private Path config = Path.of("conf/gateway.yaml");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and end.")
    boolean help; // read by picocli alone

    int port() {
        return port;
    }

    int managementPort() {
        return managementPort;
    }

    int simulatorsPort() {
        return simulatorsPort;
    }

    boolean once() {
        return once;
    }

    boolean demo() {
        return !noDemo;
    }

    Path config() {
        return config;
    }
}
