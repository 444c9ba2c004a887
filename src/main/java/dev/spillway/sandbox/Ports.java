package dev.spillway.sandbox;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of this machine's loopback address, below those that systems hand out to clients: while a server is away, a client that
 * keeps connecting to its port may be given that very port for its own end, and the server never gets it back.
 */
final class Ports {
    private static final int FIRST = 12_000;
    private static final int END = 32_000;
    private static final int TRIES_MAX = 1_000;

    private Ports() {}

    /** A port nobody listens on at the moment; which one is left to chance, so that two who ask rarely get the same. */
    static int free() throws IOException {
        for (var i = 0; i < TRIES_MAX; i++) {
            var port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (!isTaken(port)) return port;
        }
        throw new IOException("none of the ports tried between " + FIRST + " and " + END + " is free");
    }

    /** Whether somebody listens there, on any address; never for port 0. */
    static boolean isTaken(int port) {
        if (port == 0) return false;
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
