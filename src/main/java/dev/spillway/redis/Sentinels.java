package dev.spillway.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the Sentinels, one after the other, which server is the master. The one that knew it is asked first the next time. */
final class Sentinels {
    private final Dialer dialer;
    private final String master;
    private final List<Address> sentinels;

    /** @param master what they call it */
    Sentinels(Dialer dialer, String master) {
        this.dialer = dialer;
        this.master = master;
        this.sentinels = new ArrayList<>(dialer.endpoints().servers());
    }

    /** Where the master is; fails if no Sentinel says so. */
    Future<Address> master() {
        return ask(List.copyOf(sentinels), "none was asked");
    }

    private Future<Address> ask(List<Address> left, String problem) {
        if (left.isEmpty()) {
            return Future.failedFuture(new IOException("no Sentinel names the master " + master + ": " + problem));
        }
        var sentinel = left.get(0);
        var request =
                Request.cmd(Command.SENTINEL).arg("GET-MASTER-ADDR-BY-NAME").arg(master);
        return dialer.askSentinel(sentinel, request)
                .compose(this::address)
                .onSuccess(found -> prefer(sentinel))
                .recover(cause -> ask(left.subList(1, left.size()), String.valueOf(cause.getMessage())));
    }

    private Future<Address> address(@Nullable Response answer) {
        if (answer == null || answer.size() < 2) return Future.failedFuture(new IOException("it does not know it"));
        return Future.succeededFuture(
                new Address(answer.get(0).toString(), answer.get(1).toInteger()));
    }

    private void prefer(Address sentinel) {
        sentinels.remove(sentinel);
        sentinels.add(0, sentinel);
    }
}
