package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
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
}
