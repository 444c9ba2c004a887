package dev.spillway.outbound;

import dev.spillway.connector.HttpCall;
import dev.spillway.connector.HttpReply;
import dev.spillway.event.Payload;
import dev.spillway.lane.Priority;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keeps every call open until the test answers it. */
final class FakeOutbound implements Outbound {
    final List<Sent> sent = new ArrayList<>();

    record Sent(HttpCall call, Leave leave, Promise<HttpReply> reply) {
        Priority priority() {
            return leave.priority();
        }

        void answer(int status) {
            reply.complete(Samples.reply(status));
        }

        void answer(int status, Payload body) {
            reply.complete(new HttpReply(status, Map.of(), body));
        }

        void fail(CallFailure.Kind kind) {
            reply.fail(new CallFailure(kind, "as the test wants"));
        }
    }

    @Override
    public Future<HttpReply> send(HttpCall call, Leave leave) {
        var one = new Sent(call, leave, Promise.promise());
        sent.add(one);
        return one.reply.future();
    }

    Sent last() {
        return sent.get(sent.size() - 1);
    }
}
