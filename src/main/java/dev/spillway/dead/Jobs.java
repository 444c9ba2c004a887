package dev.spillway.dead;

import dev.spillway.event.GatewayException;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one job at a time and remembers the last ones. Belongs to one event loop. */
final class Jobs {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final int KEPT_MAX = 20;

    private final RedriveRun.Parts parts;
    private final DeadSettings settings;
    private final ArrayDeque<Job> jobs = new ArrayDeque<>();
    /** Until it has really ended: one that was cancelled may have a letter in hand. */
    private boolean running;

    Jobs(RedriveRun.Parts parts, DeadSettings settings) {
        this.parts = parts;
        this.settings = settings;
    }

    /** @throws GatewayException if a job is running */
    void checkFree() {
        if (running) throw rejected("job " + jobs.getFirst().id() + " is running: wait for it or cancel it");
    }

    DeadJob start(DeadAction action, DeadFilter filter, long count) {
        checkFree();
        running = true;
        var job = new Job(
                UUID.randomUUID().toString(),
                action,
                filter,
                count,
                parts.clock().instant());
        jobs.addFirst(job);
        if (jobs.size() > KEPT_MAX) jobs.removeLast();
        parts.metrics().running(true);
        tell("dead.job.started", job);
        run(job).onComplete(done -> ended(job));
        return job.view();
    }

    private Future<Void> run(Job job) {
        return switch (job.action()) {
            case REDRIVE -> new RedriveRun(parts, job, settings.redrivePerSecond()).run();
            case DROP -> new DropRun(parts, job).run();
        };
    }

    private void ended(Job job) {
        running = false;
        parts.metrics().running(false);
        tell("dead.job.ended", job);
    }

    private static void tell(String what, Job job) {
        var view = job.view();
        LOG.atInfo()
                .addKeyValue("job", view.id())
                .addKeyValue("action", view.action())
                .addKeyValue("state", view.state())
                .addKeyValue("count", view.count())
                .addKeyValue("done", view.done())
                .addKeyValue("skipped", view.skipped())
                .addKeyValue("why", view.why())
                .log(what);
    }

    List<DeadJob> all() {
        return jobs.stream().map(Job::view).toList();
    }

    Optional<DeadJob> find(String id) {
        return job(id).map(Job::view);
    }

    Optional<DeadJob> cancel(String id) {
        job(id).ifPresent(job -> job.cancel(parts.clock().instant()));
        return find(id);
    }

    void cancelAll() {
        jobs.forEach(job -> job.cancel(parts.clock().instant()));
    }

    private Optional<Job> job(String id) {
        return jobs.stream().filter(job -> job.id().equals(id)).findFirst();
    }

    private static GatewayException rejected(String why) {
        return new GatewayException(GatewayException.Kind.REJECTED, why);
    }
}
