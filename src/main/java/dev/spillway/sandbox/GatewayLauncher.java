package dev.spillway.sandbox;

import java.nio.file.Path;
import java.util.Map;

/** Starts the gateway that the sandbox plays with. All that the sandbox knows of the gateway. */
@FunctionalInterface
public interface GatewayLauncher {

    /**
     * Starts a gateway and returns when it is ready for webhooks. Blocks.
     *
     * @param environment values of environment variables that the configuration refers to; they win over the real ones
     * @param configFile gateway.yaml
     */
    Gateway start(Map<String, String> environment, Path configFile) throws Exception;

    /** A gateway that runs. */
    interface Gateway extends AutoCloseable {
        /** The port that webhooks come to. */
        int port();

        /** The port of /ready, /metrics and /trace. */
        int managementPort();

        /** Drains and ends it. Blocks. */
        @Override
        void close();
    }
}
