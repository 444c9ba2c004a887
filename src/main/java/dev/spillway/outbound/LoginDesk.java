package dev.spillway.outbound;

import dev.spillway.connector.Login;
import dev.spillway.connector.LoginPlan;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Outcome.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One login of one destination on this node. Whoever needs it while it is being obtained waits for the same one. It is renewed
 * before it ends, while calls go on with the one that is still good. Where it is shared, one node of all obtains it.
 *
 * <pre>
 *            needed                kept
 *   none ──────────► obtaining ──────────► good ──margin, refused, ended──► obtaining
 *                        │  ▲                                                │
 *            no for good │  └── after a rest ── could not be obtained ◄──────┤
 *                        └────► revoked ──resume()──► none                   └──► …
 * </pre>
 *
 * <p>Belongs to one event loop.
 */
final class LoginDesk {
    private static final Logger LOG = LoggerFactory.getLogger(LoginDesk.class);

    /** All the looking, waiting and obtaining of one time. */
    private static final Duration TAKES_MAX = Duration.ofSeconds(12);

    /** After it could not be obtained everybody is told so for this long. */
    private static final Duration REST = Duration.ofSeconds(1);

    private static final long LOOK_AGAIN_MS = 100;

    private final String name;
    private final LoginPlan plan;
    private final Parts parts;
    private final Function<LoginPlan.Context, Future<Outcome>> obtain;
    private @Nullable Held held;
    private @Nullable Promise<Login> pending;
    private @Nullable Outcome refusal;
    private Instant refusedUntil = Instant.EPOCH;
    private Consumer<Outcome> revoked = outcome -> {};

    /**
     * What desks work with.
     *
     * @param who names this node among those that share the store, while it lives
     */
    record Parts(String who, LoginStore store, Clock clock, Alarms alarms, RandomGenerator random) {}

    /**
     * A login that is good.
     *
     * @param ends null: when it is refused
     * @param renew from when on it is renewed; null: never
     */
    private record Held(
            Login login, @Nullable Instant ends, @Nullable Instant renew) {}

    LoginDesk(String name, LoginPlan plan, Parts parts, Function<LoginPlan.Context, Future<Outcome>> obtain) {
        this.name = name;
        this.plan = plan;
        this.parts = parts;
        this.obtain = obtain;
    }

    /**
     * A login that is newer than the one refused. Fails with {@link LoginFailure} only.
     *
     * @param refused the version that the backend has just refused; 0 if none was
     */
    Future<Login> get(long refused) {
        var no = refusal;
        if (no != null && now().isBefore(refusedUntil)) return Future.failedFuture(new LoginFailure(no));
        var good = good(refused);
        if (good == null) return obtaining(Math.max(refused, version()));
        if (isDue(good)) obtaining(good.login.version());
        return Future.succeededFuture(good.login);
    }

    /** Whether a person has to act before it can be obtained. */
    boolean isRevoked() {
        return refusal != null && refusal.kind() == Kind.AUTH_REVOKED;
    }

    /** Calls back when it is found dead. */
    void onRevoked(Consumer<Outcome> revoked) {
        this.revoked = revoked;
    }

    /** How it is, in a word, and why. */
    String state() {
        if (refusal != null) return (isRevoked() ? "revoked: " : "failed: ") + refusal.reason();
        if (good(0) != null) return "good";
        return pending == null ? "none" : "being obtained";
    }

    /** Somebody has acted. */
    void resume() {
        refusal = null;
        held = null;
    }

    private @Nullable Held good(long refused) {
        var now = held;
        if (now == null || now.login.version() <= refused) return null;
        return now.ends == null || now().isBefore(now.ends) ? now : null;
    }

    private boolean isDue(Held good) {
        return good.renew != null && !now().isBefore(good.renew) && pending == null && refusal == null;
    }

    private long version() {
        return held == null ? 0 : held.login.version();
    }

    private Future<Login> obtaining(long refused) {
        if (pending != null) return pending.future();
        var one = Promise.<Login>promise();
        pending = one;
        look(refused, now().plus(TAKES_MAX)).onComplete(done -> {
            pending = null;
            if (done.failed()) noted(done.cause());
            one.handle(done.succeeded() ? done : Future.failedFuture(failure(done.cause())));
        });
        return one.future();
    }

    private Future<Login> look(long refused, Instant until) {
        if (!plan.shared()) return obtained(version(), before());
        return parts.store().ask(name, parts.who(), refused, plan).compose(answer -> {
            if (answer instanceof LoginStore.Here here) return Future.succeededFuture(hold(here.login(), here.left()));
            if (answer instanceof LoginStore.Yours yours) return shared(Math.max(refused, yours.version()), yours);
            return lookAgain(refused, until, (LoginStore.Wait) answer);
        });
    }

    private Map<String, String> before() {
        return held == null ? Map.of() : held.login.values();
    }

    /** Not in step with the others that wait. */
    private Future<Login> lookAgain(long refused, Instant until, LoginStore.Wait wait) {
        var pause = Duration.ofMillis(LOOK_AGAIN_MS / 2 + parts.random().nextLong(LOOK_AGAIN_MS));
        if (now().plus(pause).isAfter(until)) {
            return failed(Outcome.of(Kind.UNAVAILABLE, "another node obtains the login, or too many were obtained")
                    .withRetryAfter(wait.most()));
        }
        var again = Promise.<Login>promise();
        parts.alarms().set(pause, () -> look(refused, until).onComplete(again));
        return again.future();
    }

    private Future<Login> shared(long version, LoginStore.Yours yours) {
        return obtained(version, yours.before())
                .compose(login ->
                        parts.store().keep(name, parts.who(), login, left()).map(login))
                .recover(cause ->
                        parts.store().free(name, parts.who(), isDead(cause)).transform(freed -> taken(version, cause)));
    }

    /** The backend gave nothing: that must not use up what may be obtained once somebody has acted. */
    private static boolean isDead(Throwable cause) {
        return cause instanceof LoginFailure failure && failure.outcome().kind() == Kind.AUTH_REVOKED;
    }

    /** Before a grant counts as dead: another node may have changed it meanwhile. */
    private Future<Login> taken(long version, Throwable cause) {
        if (!isDead(cause)) return Future.failedFuture(cause);
        return parts.store().ask(name, parts.who(), version, plan).compose(answer -> {
            if (answer instanceof LoginStore.Here here) return Future.succeededFuture(hold(here.login(), here.left()));
            return parts.store().free(name, parts.who(), true).transform(freed -> Future.failedFuture(cause));
        });
    }

    private Future<Login> obtained(long version, Map<String, String> before) {
        return obtain.apply(new LoginPlan.Context(now(), before)).compose(outcome -> {
            if (outcome.kind() != Kind.DONE) return failed(outcome);
            var values = new HashMap<String, String>(before);
            values.keySet().retainAll(Set.of(LoginPlan.REFRESH)); // unless it gives a new one
            outcome.value().forEach((key, value) -> values.put(key, String.valueOf(value)));
            var life = life(values.remove(LoginPlan.LIFE));
            return Future.succeededFuture(hold(new Login(values, version + 1), life));
        });
    }

    private static @Nullable Duration life(@Nullable String seconds) {
        if (seconds == null || !seconds.matches("\\d{1,9}(\\.\\d+)?")) return null;
        return Duration.ofMillis((long) (Double.parseDouble(seconds) * 1000));
    }

    private Login hold(Login login, @Nullable Duration left) {
        refusal = null;
        var ends = left == null ? null : now().plus(left);
        held = new Held(login, ends, left == null ? null : now().plus(left).minus(margin(left)));
        return login;
    }

    /** Never more than a half of its life: it would be renewed without end. */
    private Duration margin(Duration left) {
        var most = Math.min(plan.margin().toMillis(), left.toMillis() / 2);
        return Duration.ofMillis(most + (most > 1 ? parts.random().nextLong(most / 2 + 1) : 0));
    }

    private @Nullable Duration left() {
        return held == null || held.ends == null ? null : Duration.between(now(), held.ends);
    }

    private void noted(Throwable cause) {
        var outcome = failure(cause).outcome();
        refusal = outcome;
        refusedUntil = outcome.kind() == Kind.AUTH_REVOKED ? Instant.MAX : now().plus(REST);
        LOG.atLevel(isRevoked() ? Level.ERROR : Level.WARN)
                .addKeyValue("login", name)
                .addKeyValue("outcome", Verdicts.word(outcome.kind()))
                .addKeyValue("reason", outcome.reason())
                .log(isRevoked() ? "login.revoked" : "login.failed");
        if (isRevoked()) revoked.accept(outcome);
    }

    private static LoginFailure failure(Throwable cause) {
        return cause instanceof LoginFailure known
                ? known
                : new LoginFailure(Outcome.of(Kind.UNAVAILABLE, "no login: " + cause.getMessage()));
    }

    private static <T> Future<T> failed(Outcome outcome) {
        return Future.failedFuture(new LoginFailure(outcome));
    }

    private Instant now() {
        return parts.clock().instant();
    }
}
