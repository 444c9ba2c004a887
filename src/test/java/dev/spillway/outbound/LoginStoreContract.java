package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Login;
import dev.spillway.connector.LoginPlan;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Step;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What nodes that share a store of logins may rely on. */
abstract class LoginStoreContract {
    static final Duration LIFE = Duration.ofHours(1);

    private static final LoginPlan PLAN = plan(3);

    static LoginPlan plan(int mintsMax) {
        var done = new Step.Done(Outcome.done(Map.of("token", "t")));
        return new LoginPlan(true, Duration.ofMinutes(5), mintsMax, Duration.ofMinutes(10), context -> done);
    }

    abstract LoginStore store();

    abstract <T> T on(Supplier<Future<T>> work);

    private LoginStore.Answer ask(String who, long refused) {
        return on(() -> store().ask("erp:auth", who, refused, PLAN));
    }

    private boolean keep(String who, String token, long version) {
        return on(() -> store().keep("erp:auth", who, new Login(Map.of("token", token), version), LIFE));
    }

    @Test
    void letsOneObtainItWhileOthersWait() {
        assertThat(ask("a", 0)).isEqualTo(new LoginStore.Yours(0, Map.of()));
        assertThat(ask("b", 0)).isInstanceOf(LoginStore.Wait.class);
        assertThat(keep("a", "t1", 1)).isTrue();
        assertThat(ask("b", 0)).isInstanceOfSatisfying(LoginStore.Here.class, here -> {
            assertThat(here.login()).isEqualTo(new Login(Map.of("token", "t1"), 1));
            assertThat(here.left()).isBetween(LIFE.minusSeconds(30), LIFE);
        });
    }

    @Test
    void obtainsTheNextOneFromTheOneThatWasRefused() {
        ask("a", 0);
        keep("a", "t1", 1);
        assertThat(ask("b", 1)).isEqualTo(new LoginStore.Yours(1, Map.of("token", "t1")));
    }

    @Test
    void keepsNothingOfOneWhoseLeaveIsSomebodyElses() {
        ask("a", 0);
        assertThat(keep("b", "t9", 1)).isFalse();
        assertThat(keep("a", "t1", 1)).isTrue();
        assertThat(keep("a", "t2", 2)).as("the leave ended with the first").isFalse();
    }

    @Test
    void letsTheNextOneTryAfterALeaveWasGivenBack() {
        ask("a", 0);
        on(() -> store().free("erp:auth", "b", false));
        assertThat(ask("b", 0)).isInstanceOf(LoginStore.Wait.class);
        on(() -> store().free("erp:auth", "a", false));
        assertThat(ask("b", 0)).isInstanceOf(LoginStore.Yours.class);
    }

    @Test
    void letsNoMoreBeObtainedThanMayBe() {
        for (var i = 0; i < PLAN.mintsMax(); i++) {
            assertThat(ask("a", 0)).isInstanceOf(LoginStore.Yours.class);
            on(() -> store().free("erp:auth", "a", false));
        }
        assertThat(ask("a", 0))
                .isInstanceOfSatisfying(
                        LoginStore.Wait.class,
                        wait -> assertThat(wait.most()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10)));
    }

    @Test
    void doesNotCountThoseThatSurelyWereNotObtained() {
        for (var i = 0; i < 2 * PLAN.mintsMax(); i++) {
            assertThat(ask("a", 0)).isInstanceOf(LoginStore.Yours.class);
            on(() -> store().free("erp:auth", "a", true));
        }
        assertThat(ask("a", 0)).isInstanceOf(LoginStore.Yours.class);
    }
}
