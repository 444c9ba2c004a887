package dev.spillway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AddressesTest {
    @Test
    void readsOneServerWithAllItsPartsAndWritesItAgain() {
        var url = "rediss://me:a%2Cb@redis.example:6380/2?x=1";
        var endpoints = Endpoints.parse(url, Endpoints.PORT);
        assertThat(endpoints.servers()).containsExactly(new Address("redis.example", 6380));
        assertThat(endpoints.url(endpoints.servers().get(0))).isEqualTo(url);
        assertThat(endpoints.choosesADatabase()).isTrue();
    }

    @Test
    void readsSeveralServersAndGivesEachTheSameCredentials() {
        var endpoints = Endpoints.parse("redis://:secret@one:1,two,[::1]:3", Endpoints.SENTINEL_PORT);
        assertThat(endpoints.servers())
                .containsExactly(new Address("one", 1), new Address("two", 26_379), new Address("::1", 3));
        assertThat(endpoints.url(new Address("::1", 3))).isEqualTo("redis://:secret@[::1]:3");
        assertThat(endpoints.choosesADatabase()).isFalse();
    }

    @Test
    void tellsNothingOfWhatItCannotRead() {
        for (var url : new String[] {"http://:secret@one", "redis://:secret@one:port", "redis://:sec ret@one"}) {
            assertThatThrownBy(() -> Endpoints.parse(url, 1))
                    .hasMessageStartingWith("redis.url must be")
                    .hasMessageNotContaining("ret@")
                    .hasNoCause();
        }
    }

    @Test
    void readsWhereAServerSendsACommandTo() {
        assertThat(redirect("MOVED 3999 10.0.0.7:6381"))
                .isEqualTo(new Redirect(false, 3999, new Address("10.0.0.7", 6381)));
        assertThat(redirect("ASK 1 ::1:6381")).isEqualTo(new Redirect(true, 1, new Address("::1", 6381)));
        assertThat(redirect("MOVED 1 :6381").to().orHostOf(new Address("here", 1)))
                .isEqualTo(new Address("here", 6381));
        assertThat(Redirect.of(new IOException("MOVEDX 1 a:1"))).isNull();
        assertThat(Redirect.of(new IOException("ERR no such thing"))).isNull();
    }

    private static Redirect redirect(String answer) {
        return Objects.requireNonNull(Redirect.of(new IOException(answer)));
    }

    @Test
    void knowsAnErrorInsideAScriptFromOneOfTheScriptItself() {
        var inside = new IOException(
                "ERR Error running script (call to f_08): @user_script:1: @user_script: 1: -OOM command "
                        + "not allowed when used memory > 'maxmemory'.");
        assertThat(RedisError.OOM.is(inside)).isTrue();
        assertThat(RedisError.OOM.refused(inside)).isFalse();
        assertThat(RedisError.OOM.is(new IOException("OOM command not allowed")))
                .isTrue();
        assertThat(RedisError.OOM.is(new IOException("ERR no OOM here"))).isFalse();
        assertThat(RedisError.OOM.is(null)).isFalse();
    }
}
