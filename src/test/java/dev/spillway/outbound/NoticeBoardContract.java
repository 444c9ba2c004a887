package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What nodes that share a board may rely on. */
abstract class NoticeBoardContract {
    private static final Instant AT = Instant.ofEpochMilli(1_780_000_000_123L);

    abstract NoticeBoard board();

    abstract <T> T on(Supplier<Future<T>> work);

    private static Notice held(String operation, String text) {
        return new Notice(Notice.Kind.HELD, "crm", operation, "n-1", text, AT);
    }

    private List<Notice> read() {
        return on(() -> board().read());
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(read()).isEmpty();
    }

    @Test
    void showsWhatWasPutUpAsItWas() {
        var one = held("addNote", "no field “Prioridad” (INVALID_FIELD)");
        var other = new Notice(Notice.Kind.STOPPED, "crm", "", "n-2", "", AT);
        on(() -> board().put(one));
        on(() -> board().put(other));

        assertThat(read()).containsExactlyInAnyOrder(one, other);
    }

    @Test
    void keepsTheLatestOfAKindAndSubject() {
        on(() -> board().put(held("addNote", "first")));
        on(() -> board().put(held("addNote", "second")));

        assertThat(read()).containsExactly(held("addNote", "second"));
    }

    @Test
    void takesDownOneAndNoOther() {
        on(() -> board().put(held("addNote", "")));
        on(() -> board().put(held("createTicket", "")));
        on(() -> board().takeDown(Notice.Kind.HELD, "crm", "addNote"));
        on(() -> board().takeDown(Notice.Kind.HELD, "erp", "createTicket"));

        assertThat(read()).containsExactly(held("createTicket", ""));
    }

    private boolean claims(String what, String by, Duration most) {
        return on(() -> board().claim(what, by, most));
    }

    @Test
    void givesWhatIsClaimedToOneAtATime() {
        assertThat(claims("crm|addNote", "n-1", Duration.ofSeconds(30))).isTrue();

        assertThat(claims("crm|addNote", "n-2", Duration.ofSeconds(30))).isFalse();
        assertThat(claims("crm|createTicket", "n-2", Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void takesBackWhatNobodyFrees() {
        claims("crm|addNote", "n-1", Duration.ofMillis(50));

        await().until(() -> claims("crm|addNote", "n-2", Duration.ofSeconds(30)));
    }

    @Test
    void isFreeWhenItIsSaidToBe() {
        claims("crm|addNote", "n-1", Duration.ofSeconds(30));
        on(() -> board().free("crm|addNote", "n-1", Duration.ofSeconds(20)));
        assertThat(claims("crm|addNote", "n-2", Duration.ofSeconds(30))).isFalse();
        on(() -> board().free("crm|addNote", "n-1", Duration.ZERO));

        assertThat(claims("crm|addNote", "n-2", Duration.ofSeconds(30))).isTrue();
    }
}
