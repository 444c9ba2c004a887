package dev.spillway.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection to one Redis server that waits for it at most a second or two. Errors come back as text that begins with -. */
public final class Resp implements AutoCloseable {
    private static final int CONNECT_MS_MAX = 500;
    private static final int ANSWER_MS_MAX = 2_000;

    private final Socket socket = new Socket();
    private final InputStream in;

    /** Connects to 127.0.0.1. */
    public Resp(int port) throws IOException {
        try {
            socket.setSoTimeout(ANSWER_MS_MAX);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS_MAX);
            this.in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** One answer for each command: a text, a {@link Long}, a {@link List}, or null. */
    public List<@Nullable Object> ask(List<List<String>> commands) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (var command : commands) write(command, bytes);
        socket.getOutputStream().write(bytes.toByteArray());
        var answers = new ArrayList<@Nullable Object>(commands.size());
        for (var n = 0; n < commands.size(); n++) answers.add(read());
        return answers;
    }

    /** One command. */
    public @Nullable Object ask(String... command) throws IOException {
        return ask(List.of(List.of(command))).get(0);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static void write(List<String> command, ByteArrayOutputStream out) {
        out.writeBytes(("*" + command.size() + "\r\n").getBytes(UTF_8));
        for (var word : command) {
            var bytes = word.getBytes(UTF_8);
            out.writeBytes(("$" + bytes.length + "\r\n").getBytes(UTF_8));
            out.writeBytes(bytes);
            out.writeBytes(new byte[] {'\r', '\n'});
        }
    }

    private @Nullable Object read() throws IOException {
        var line = line();
        var rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> rest;
            case ':' -> Long.valueOf(rest);
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> list(Integer.parseInt(rest));
            default -> line;
        };
    }

    private @Nullable String bulk(int length) throws IOException {
        if (length < 0) return null;
        var bytes = in.readNBytes(length + 2);
        if (bytes.length < length + 2) throw new EOFException("Redis has gone");
        return new String(bytes, 0, length, UTF_8);
    }

    private List<@Nullable Object> list(int size) throws IOException {
        var items = new ArrayList<@Nullable Object>();
        for (var n = 0; n < size; n++) items.add(read());
        return items;
    }

    private String line() throws IOException {
        var text = new StringBuilder();
        for (var next = in.read(); next != '\r'; next = in.read()) {
            if (next < 0) throw new EOFException("Redis has gone");
            text.append((char) next);
        }
        if (in.read() < 0) throw new EOFException("Redis has gone");
        return text.toString();
    }
}
