package dev.spillway;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --config}, for the commands that read the configuration. */
final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "conf/gateway.yaml",
            description = "The configuration; connectors, flows and templates lie beside it. Default: ${DEFAULT-VALUE}")
    private Path file = Path.of("conf/gateway.yaml");

    Setup load() throws SetupException {
        return Setup.load(file, System::getenv);
    }

    Path file() {
        return file;
    }
}
