package dev.spillway.faults;

import dev.spillway.faults.Fault.Target;
import dev.spillway.faults.Plan.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Makes the faults of a plan happen, one after the other, and heals each. Blocks. */
final class Injector {
    private static final int APPEND_MS_MAX = 15_000;
    private static final int EMPTY_SECONDS_MAX = 90;

    private final Rig rig;
    private final RedisLook look;
    private final Load load;
    private final Crowd crowd;
    private final Journal journal;
    private final Excuse excuse;
    private final Report report;
    private final Returns returns = new Returns();
    private final List<Happened> happened = new ArrayList<>();

    /** Who takes part beside the rig. */
    record Parts(RedisLook look, Load load, Crowd crowd, Journal journal, Excuse excuse) {}

    Injector(Rig rig, Parts parts, Report report) {
        this.rig = rig;
        this.look = parts.look;
        this.load = parts.load;
        this.crowd = parts.crowd;
        this.journal = parts.journal;
        this.excuse = parts.excuse;
        this.report = report;
    }

    /** Plays it to its end, or until time is over; returns when everybody is back. */
    List<Happened> play(Plan plan, BooleanSupplier isOver) throws IOException {
        try (returns) {
            for (var step : plan.steps()) {
                if (isOver.getAsBoolean()) break;
                var one = play(step);
                happened.add(one);
                report.fault(one);
                Waiting.sleep(step.restMs());
            }
            returns.await();
        }
        rig.lookAfter();
        return List.copyOf(happened);
    }

    private Happened play(Step step) throws IOException {
        var accepted = journal.accepted();
        var victims = victims(step);
        var before = held();
        excuse(step);
        var from = System.currentTimeMillis();
        hurt(step, victims);
        var back = System.currentTimeMillis();
        excuse(step);
        rig.lookAfter();
        var one = new Happened(step, names(victims), from, back, accepted, before.orMore(held()), -1);
        return step.fault().target().touchesRedis() ? one.appended(firstAppend(back)) : one;
    }

    /** Postgres has no say in how an attempt ended, simulators are looked at by themselves. */
    private void excuse(Step step) {
        var target = step.fault().target();
        if (target == Target.GATEWAY || target.touchesRedis()) excuse.whatIsOut();
    }

    private Held held() {
        try {
            return look.held();
        } catch (IOException e) {
            return Held.NOTHING;
        }
    }

    private static String names(List<Victim> victims) {
        return String.join(" + ", victims.stream().map(Victim::name).toList());
    }

    private List<Victim> victims(Step step) throws IOException {
        var target = step.fault().target();
        var victims = new ArrayList<Victim>();
        if (target == Target.GATEWAY) victims.add(node(step));
        if (target.touchesRedis()) victims.add(rig.topology().victim(step.dice()));
        if (target.touchesPostgres()) victims.add(rig.postgres());
        return victims;
    }

    private GatewayNode node(Step step) throws IOException {
        var node = rig.nodes().get(step.dice() % rig.nodes().size());
        returns.await(node);
        return node;
    }

    private void hurt(Step step, List<Victim> victims) throws IOException {
        if (step.fault().target().isSimulator()) {
            misbehave(step);
        } else if (step.fault() == Fault.SCRIPT_FLUSH) {
            flush("SCRIPT", "FLUSH");
        } else if (step.fault() == Fault.FLUSHALL) {
            flushAll();
        } else if (step.fault() == Fault.GATEWAY_TERM) {
            node(step).terminate();
            excuse(step);
            comeBack(victims);
        } else {
            strike(step, victims);
        }
    }

    private void strike(Step step, List<Victim> victims) throws IOException {
        var isKill = step.fault().isKill();
        for (var victim : victims) {
            if (isKill) victim.kill();
            else victim.pause();
        }
        excuse(step);
        Waiting.sleep(step.holdMs());
        if (isKill) comeBack(victims);
        else returns.together(victims, Victim::resume);
    }

    /** Nobody waits for a gateway to be ready, if there is another one: the next fault may come before that. */
    private void comeBack(List<Victim> victims) throws IOException {
        if (victims.get(0) instanceof GatewayNode && rig.nodes().size() > 1) {
            returns.later(victims.get(0), Victim::restart);
        } else {
            returns.together(victims, Victim::restart);
        }
    }

    /** Only when nothing is held: what is not in Redis cannot be lost with it. */
    private void flushAll() throws IOException {
        load.silence(true);
        try {
            Waiting.until("the end of all work", EMPTY_SECONDS_MAX, this::isIdle);
            flush("FLUSHALL");
            crowd.forgotten();
        } finally {
            load.silence(false);
        }
        load.tellAgain();
    }

    private boolean isIdle() throws IOException {
        return load.open() == 0 && look.held().isNothing() && rig.whereabouts().overflowIsEmpty();
    }

    private void flush(String... command) throws IOException {
        for (var port : rig.topology().writablePorts()) {
            try (var redis = new Resp(port)) {
                redis.ask(command);
            }
        }
    }

    private void misbehave(Step step) throws IOException {
        var name = step.fault().target().word();
        rig.simulated().behave(name, Misbehaviour.of(step.fault()));
        Waiting.sleep(step.holdMs());
        rig.simulated().behave(name, "");
    }

    private long firstAppend(long backMs) {
        var since = System.nanoTime();
        var seen = Waiting.within(APPEND_MS_MAX, () -> look.appendedAtMs() >= backMs);
        return seen ? TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since) : -1;
    }
}
