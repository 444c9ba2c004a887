package dev.spillway.ingress.hook;

import dev.spillway.connector.Webhook;
import dev.spillway.ingress.Examiner;
import dev.spillway.ingress.Hooks;
import dev.spillway.json.Thinking;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** The backends that take webhooks just now. Usable from any event loop. */
public final class BackendHooks implements Hooks {
    private final Function<String, Optional<Webhook>> current;
    private final int shards;
    private final Thinking thinking;
    private final Clock clock;

    /**
     * @param current what the files in use say of a backend's webhooks; empty if it takes none. Asked for every webhook
     * @param shards how many shards there are
     * @param thinking where expressions are worked out
     * @param clock tells how old a webhook is
     */
    public BackendHooks(Function<String, Optional<Webhook>> current, int shards, Thinking thinking, Clock clock) {
        this.current = current;
        this.shards = shards;
        this.thinking = thinking;
        this.clock = clock;
    }

    @Override
    public Optional<Examiner> of(String backend) {
        return current.apply(backend)
                .map(webhook -> new HookExaminer(webhook, new HookEvents(backend, shards), thinking, clock));
    }
}
