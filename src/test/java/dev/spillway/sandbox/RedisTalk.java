package dev.spillway.sandbox;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The few words of Redis' protocol a test rig needs, over a connection of its own. Blocks, at most so long as said; shares
 * nothing with the client that is under test.
 */
public final class RedisTalk implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    /** Connects to a port of this machine. */
    public RedisTalk(int port, int timeoutMs) throws IOException {
        socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeoutMs);
        socket.setSoTimeout(timeoutMs);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * Sends a command and waits for its answer: a {@code String}, a {@code Long}, a {@code List}, or null.
     *
     * @throws IOException also if the answer is an error
     */
    public @Nullable Object ask(String... words) throws IOException {
        var text = new StringBuilder("*").append(words.length).append("\r\n");
        for (var word : words) {
            var length = word.getBytes(StandardCharsets.UTF_8).length;
            text.append('$').append(length).append("\r\n").append(word).append("\r\n");
        }
        socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.UTF_8));
        return answer();
    }

    private @Nullable Object answer() throws IOException {
        var line = line();
        var rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> rest;
            case ':' -> Long.valueOf(rest);
            case '$' -> text(Integer.parseInt(rest));
            case '*' -> list(Integer.parseInt(rest));
            default -> throw new IOException(rest);
        };
    }

    private @Nullable String text(int length) throws IOException {
        if (length < 0) return null;
        var bytes = in.readNBytes(length);
        line();
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private @Nullable List<@Nullable Object> list(int size) throws IOException {
        if (size < 0) return null;
        var all = new ArrayList<@Nullable Object>();
        for (var i = 0; i < size; i++) all.add(answer());
        return all;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) throw new IOException("the connection ended");
            if (next != '\r') line.append((char) next);
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
