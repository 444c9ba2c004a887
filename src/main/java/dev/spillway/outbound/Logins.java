package dev.spillway.outbound;

import dev.spillway.connector.Connector;
import dev.spillway.connector.Login;
import dev.spillway.connector.LoginPlan;
import dev.spillway.connector.Outcome;
import dev.spillway.event.Deadline;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** The logins of one destination. Belongs to one event loop. */
final class Logins {
    /** The calls that obtain one. */
    private static final Duration TAKES_MAX = Duration.ofSeconds(10);

    private final Map<String, LoginDesk> desks = new HashMap<>();

    /** @param calls makes the calls that obtain one */
    Logins(String destination, Connector connector, LoginDesk.Parts parts, StepRunner.Calls calls) {
        connector
                .logins()
                .forEach((name, plan) -> desks.put(
                        name,
                        new LoginDesk(
                                destination + ":" + name,
                                plan,
                                parts,
                                context -> obtained(plan, context, parts, calls))));
    }

    private Future<Outcome> obtained(
            LoginPlan plan, LoginPlan.Context context, LoginDesk.Parts parts, StepRunner.Calls calls) {
        var leave = Leave.live(Deadline.after(parts.clock(), TAKES_MAX));
        return calls.run(plan.begin().apply(context), leave).map(Ending::outcome);
    }

    /** Calls back with name and outcome when one is found dead. */
    void onRevoked(BiConsumer<String, Outcome> revoked) {
        desks.forEach((name, desk) -> desk.onRevoked(outcome -> revoked.accept(name, outcome)));
    }

    /** Somebody has acted: those that were dead are obtained again. */
    void resume() {
        desks.values().stream().filter(LoginDesk::isRevoked).forEach(LoginDesk::resume);
    }

    /** How each of them is, by name. */
    Map<String, String> states() {
        return desks.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, desk -> desk.getValue().state()));
    }

    /** One that is newer than the one refused; fails with {@link LoginFailure} only, at the latest with the leave. */
    Future<Login> get(String name, long refused) {
        var desk = desks.get(name);
        return desk == null
                ? Future.failedFuture(new LoginFailure(Outcome.of(Outcome.Kind.CONFIG, "no login " + name)))
                : desk.get(refused);
    }
}
