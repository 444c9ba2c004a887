package dev.spillway.sandbox.meta;

import dev.spillway.sandbox.meta.MetaWire.Element;
import dev.spillway.sandbox.stage.Behaviour;
import dev.spillway.sandbox.stage.Spread;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sends statuses on: one by one or in batches, some of them twice. Waiting statuses are bounded by the batch. */
final class StatusPost {
    private static final long FILL_MAX_MS = 50;
    private static final long DUPLICATE_AFTER_MS = 30;

    private final Vertx vertx;
    private final Behaviour behaviour;
    private final MetaWebhooks webhooks;
    private final Spread duplicates = new Spread();
    private final Map<String, Batch> batches = new HashMap<>();

    StatusPost(Vertx vertx, Behaviour behaviour, MetaWebhooks webhooks) {
        this.vertx = vertx;
        this.behaviour = behaviour;
        this.webhooks = webhooks;
    }

    /** The statuses of one webhook to be; done when its first attempt has ended. */
    private static final class Batch {
        private final List<Element> statuses = new ArrayList<>();
        private final Promise<Void> posted = Promise.promise();
    }

    Future<Void> add(String numberId, Element status) {
        if (duplicates.hits(options().duplicateShare())) {
            vertx.setTimer(DUPLICATE_AFTER_MS, timer -> put(numberId, status));
        }
        return put(numberId, status);
    }

    private Future<Void> put(String numberId, Element status) {
        var batch = batches.computeIfAbsent(numberId, this::open);
        batch.statuses.add(status);
        if (batch.statuses.size() >= options().statusBatch()) flush(numberId, batch);
        return batch.posted.future();
    }

    private Batch open(String numberId) {
        var batch = new Batch();
        if (options().statusBatch() > 1) vertx.setTimer(FILL_MAX_MS, timer -> flush(numberId, batch));
        return batch;
    }

    private void flush(String numberId, Batch batch) {
        if (!batches.remove(numberId, batch)) return;
        webhooks.statuses(numberId, batch.statuses).<Void>mapEmpty().onComplete(batch.posted);
    }

    private MetaOptions options() {
        return behaviour.part(MetaOptions.class);
    }
}
