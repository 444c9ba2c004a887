package dev.spillway.redis;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Speaks just enough of Redis' protocol to say what a real one cannot easily be made to say. */
final class FakeRedis {
    private final NetServer server;
    private final Function<List<String>, String> answer;

    /** @param answer by the words of a command: the answer as it goes over the wire, without the end of its last line */
    FakeRedis(Vertx vertx, Function<List<String>, String> answer) throws Exception {
        this.answer = answer;
        this.server = vertx.createNetServer()
                .connectHandler(this::serve)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
    }

    String url() {
        return "redis://127.0.0.1:" + server.actualPort();
    }

    private void serve(NetSocket socket) {
        var words = new ArrayList<String>();
        var left = new int[1];
        socket.handler(RecordParser.newDelimited("\r\n", line -> {
            var text = line.toString();
            if (text.startsWith("*")) left[0] = Integer.parseInt(text.substring(1));
            else if (!text.startsWith("$")) words.add(text);
            if (words.size() == left[0]) reply(socket, words);
        }));
    }

    private void reply(NetSocket socket, List<String> words) {
        socket.write(Buffer.buffer(answerTo(List.copyOf(words)) + "\r\n"));
        words.clear();
    }

    private String answerTo(List<String> words) {
        return switch (words.get(0).toUpperCase(java.util.Locale.ROOT)) {
            case "HELLO" -> "*2\r\n+server\r\n+redis";
            case "PING" -> "+PONG";
            case "ROLE" -> "*1\r\n+master";
            default -> answer.apply(words);
        };
    }
}
