package dev.spillway;

import java.net.URI;
import picocli.CommandLine.Option;

/** Which gateway is meant, and how it is to be told of. */
final class ManagementOptions {
    @Option(
            names = "--url",
            description = "The gateway's management port; by default ${DEFAULT-VALUE}.",
            defaultValue = "${env:SPILLWAY_MANAGEMENT_URL:-http://127.0.0.1:8081}")
    private URI url = URI.create("http://127.0.0.1:8081");

    @Option(names = "--json", description = "Prints JSON, one value a line.")
    private boolean json;

    boolean json() {
        return json;
    }

    ManagementClient client() {
        return new ManagementClient(url);
    }
}
