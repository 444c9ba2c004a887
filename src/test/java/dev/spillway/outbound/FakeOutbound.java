package dev.spillway.outbound;

import dev.spillway.connector.HttpCall;
import dev.spillway.connector.HttpReply;
import dev.spillway.event.Deadline;
import dev.spillway.lane.Priority;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/** Keeps every call open until the test answers it. */
final class FakeOutbound implements Outbound {
    final List<Sent> sent = new ArrayList<>();

    record Sent(HttpCall call, Priority priority, Promise<HttpReply> reply) {
        void answer(int status) {
            reply.complete(Samples.reply(status));
        }

        void fail(CallFailure.Kind kind) {
            reply.fail(new CallFailure(kind, "as the test wants"));
        }
    }

    @Override
    public Future<HttpReply> send(HttpCall call, Deadline deadline, Priority priority) {
        var one = new Sent(call, priority, Promise.promise());
        sent.add(one);
        return one.reply.future();
    }

    Sent last() {
        return sent.get(sent.size() - 1);
    }
}
