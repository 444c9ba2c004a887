package dev.spillway;

import dev.spillway.ops.Health;
import dev.spillway.ops.State;
import java.util.List;

/** How the parts of a node are, for {@code /ready}. */
final class Vitals {
    private final Shared shared;
    private final Worker worker;

    Vitals(Shared shared, Worker worker) {
        this.shared = shared;
        this.worker = worker;
    }

    List<Health> parts() {
        return List.of(
                Health.store("redis", this::redis),
                Health.store("overflow", this::overflow),
                Health.part("postgres", this::postgres),
                Health.part("memory", this::memory),
                Health.part("shards", this::shards));
    }

    private State redis() {
        var watch = worker.redis();
        if (watch == null) return State.down("starting");
        if (!watch.isUp()) return State.down(watch.state());
        return watch.state().equals("up") ? State.up(watch.level()) : State.degraded(watch.state());
    }

    private State overflow() {
        return shared.overflow().isUp() ? State.UP : State.down("Postgres takes no events; only Redis does");
    }

    private State postgres() {
        var up = shared.ledgerMetrics().backlog().postgresUp();
        return up ? State.UP : State.degraded("away; the ledger waits in Redis");
    }

    private State memory() {
        var state = worker.memoryState();
        return state.equals("up") ? State.UP : State.degraded(state);
    }

    private State shards() {
        return worker.shards().isEmpty() ? State.degraded("this node owns none; see /nodes") : State.UP;
    }
}
