package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Login;
import dev.spillway.connector.LoginPlan;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Outcome.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LoginDeskTest {
    private final FakeTime time = new FakeTime();
    private final OwnLogins store = new OwnLogins(time);
    private final List<Mint> mints = new ArrayList<>();
    private final LoginDesk desk = desk("a", LoginStoreContract.plan(10));

    /** A login that is being obtained. */
    private record Mint(LoginPlan.Context context, Promise<Outcome> outcome) {
        void gives(String token, Map<String, Object> more) {
            var values = new HashMap<>(more);
            values.put("token", token);
            outcome.complete(Outcome.done(values));
        }

        void gives(String token) {
            gives(token, Map.of("expiresIn", 3600));
        }

        void ends(Kind kind) {
            outcome.complete(Outcome.of(kind, "as the test wants"));
        }
    }

    private LoginDesk desk(String node, LoginPlan plan) {
        return new LoginDesk(
                "erp:auth", plan, new LoginDesk.Parts(node, store, time, time, new SplittableRandom(1)), context -> {
                    var mint = new Mint(context, Promise.promise());
                    mints.add(mint);
                    return mint.outcome.future();
                });
    }

    private Mint mint() {
        return mints.get(mints.size() - 1);
    }

    private static String token(Future<Login> login) {
        return login.succeeded() ? String.valueOf(login.result().values().get("token")) : "";
    }

    @Test
    void obtainsOneLoginForAllThatNeedItAtOnceOnTwoNodes() {
        var other = desk("b", LoginStoreContract.plan(10));
        var logins = IntStream.range(0, 200)
                .mapToObj(i -> i % 2 == 0 ? desk.get(0) : other.get(0))
                .toList();
        assertThat(mints).hasSize(1);
        mint().gives("t1");
        time.passMs(500);
        assertThat(mints).hasSize(1);
        assertThat(logins).allSatisfy(login -> assertThat(token(login)).isEqualTo("t1"));
    }

    @Test
    void renewsItBeforeItEndsWhileCallsGoOnWithIt() {
        desk.get(0);
        mint().gives("t1");
        time.pass(Duration.ofMinutes(50));
        assertThat(token(desk.get(0))).isEqualTo("t1");
        assertThat(mints).hasSize(1);
        time.pass(Duration.ofMinutes(6));
        assertThat(token(desk.get(0))).as("still good").isEqualTo("t1");
        assertThat(mints).hasSize(2);
        mint().gives("t2");
        assertThat(token(desk.get(0))).isEqualTo("t2");
        assertThat(mints).hasSize(2);
    }

    @Test
    void obtainsAnotherForOneThatWasRefusedAndNoThirdForThoseThatComeLate() {
        desk.get(0);
        mint().gives("t1");
        var again = desk.get(1);
        mint().gives("t2");
        assertThat(token(again)).isEqualTo("t2");
        assertThat(token(desk.get(1))).as("refused before t2 was there").isEqualTo("t2");
        assertThat(mints).hasSize(2);
    }

    @Test
    void usesTheRefreshTokenThatTheLastLoginBrought() {
        desk.get(0);
        mint().gives("t1", Map.of("refreshToken", "r1"));
        desk.get(1);
        assertThat(mint().context.before()).containsEntry("refreshToken", "r1");
        mint().gives("t2");
        desk.get(2);
        assertThat(mint().context.before()).as("it is not changed each time").containsEntry("refreshToken", "r1");
    }

    @Test
    void staysRevokedUntilSomebodyHasActed() {
        var login = desk.get(0);
        mint().ends(Kind.AUTH_REVOKED);
        assertThat(login.cause())
                .isInstanceOfSatisfying(
                        LoginFailure.class,
                        failure -> assertThat(failure.outcome().kind()).isEqualTo(Kind.AUTH_REVOKED));
        time.pass(Duration.ofDays(1));
        assertThat(desk.get(0).failed()).isTrue();
        assertThat(mints).hasSize(1);
        assertThat(desk.isRevoked()).isTrue();
        desk.resume();
        var next = desk.get(0);
        mint().gives("t1");
        assertThat(token(next)).isEqualTo("t1");
    }

    @Test
    void looksWhetherAnotherNodeHasChangedAGrantBeforeItCountsAsDead() {
        desk.get(0);
        time.pass(LoginStore.LEAVE.plusSeconds(1)); // this node was asleep for so long
        var other = desk("b", LoginStoreContract.plan(10)).get(0);
        mints.get(1).gives("t2");
        assertThat(token(other)).isEqualTo("t2");
        mints.get(0).ends(Kind.AUTH_REVOKED);
        assertThat(token(desk.get(0))).isEqualTo("t2");
    }

    @Test
    void restsForAMomentAfterItCouldNotBeObtained() {
        desk.get(0);
        mint().ends(Kind.UNAVAILABLE);
        assertThat(desk.get(0).failed()).isTrue();
        assertThat(mints).hasSize(1);
        time.passMs(1100);
        desk.get(0);
        assertThat(mints).hasSize(2);
    }

    @Test
    void obtainsOneOfItsOwnWhereNothingIsShared() {
        var shared = LoginStoreContract.plan(10);
        var own = desk("a", new LoginPlan(false, Duration.ZERO, 10, Duration.ofMinutes(1), shared.begin()));
        var first = own.get(0);
        mint().gives("t1");
        assertThat(token(first)).isEqualTo("t1");
        assertThat(store.ask("erp:auth", "x", 0, shared).result()).isInstanceOf(LoginStore.Yours.class);
    }
}
