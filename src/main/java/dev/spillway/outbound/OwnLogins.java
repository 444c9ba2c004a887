package dev.spillway.outbound;

import dev.spillway.connector.Login;
import dev.spillway.connector.LoginPlan;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Logins in memory, by the rules by which {@link RedisLogins} keeps them; for trying a connector out, and for tests. */
final class OwnLogins implements LoginStore {
    private final Clock clock;
    private final Map<String, Kept> kept = new HashMap<>();
    private final Map<String, Leave> leaves = new HashMap<>();
    private final Map<String, Made> made = new HashMap<>();

    private record Kept(Login login, @Nullable Instant ends) {}

    private record Leave(String who, Instant until) {}

    private record Made(int count, Instant since) {}

    OwnLogins(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Future<Answer> ask(String name, String who, long refused, LoginPlan plan) {
        var now = clock.instant();
        var one = kept.get(name);
        if (one != null && one.login.version() > refused && (one.ends == null || one.ends.isAfter(now))) {
            return Future.succeededFuture(
                    new Here(one.login, one.ends == null ? null : Duration.between(now, one.ends)));
        }
        var leave = leaves.get(name);
        if (leave != null && !leave.who.equals(who) && leave.until.isAfter(now)) {
            return Future.succeededFuture(new Wait(Duration.between(now, leave.until)));
        }
        var mints = made.getOrDefault(name, new Made(0, now));
        if (!now.isBefore(mints.since.plus(plan.mintsPer()))) mints = new Made(0, now);
        if (mints.count >= plan.mintsMax()) {
            return Future.succeededFuture(new Wait(Duration.between(now, mints.since.plus(plan.mintsPer()))));
        }
        made.put(name, new Made(mints.count + 1, mints.since));
        leaves.put(name, new Leave(who, now.plus(LEAVE)));
        return Future.succeededFuture(
                one == null ? new Yours(0, Map.of()) : new Yours(one.login.version(), one.login.values()));
    }

    @Override
    public Future<Boolean> keep(String name, String who, Login login, @Nullable Duration left) {
        var leave = leaves.get(name);
        if (leave == null || !leave.who.equals(who)) return Future.succeededFuture(false);
        kept.put(name, new Kept(login, left == null ? null : clock.instant().plus(left)));
        leaves.remove(name);
        return Future.succeededFuture(true);
    }

    @Override
    public Future<Void> free(String name, String who, boolean nothing) {
        var leave = leaves.get(name);
        if (leave == null || !leave.who.equals(who)) return Future.succeededFuture();
        leaves.remove(name);
        if (nothing) made.computeIfPresent(name, (key, mints) -> new Made(mints.count - 1, mints.since));
        return Future.succeededFuture();
    }
}
