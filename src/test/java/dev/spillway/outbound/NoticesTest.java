package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NoticesTest {
    private final FakeTime time = new FakeTime();
    private final OwnBoard board = new OwnBoard();
    private final List<String> heard = new ArrayList<>();
    private final Notices one = new Notices(board, time);
    private final Notices other = new Notices(board, time);

    private static Notice held(String operation) {
        return new Notice(Notice.Kind.HELD, "crm", operation, "n", "", Instant.EPOCH);
    }

    private void listen(Notices notices) {
        notices.listen(
                "crm",
                change ->
                        heard.add((change.isUp() ? "+" : "-") + change.notice().subject()));
    }

    @Test
    void tellsTheOtherNodeWithinASecond() {
        one.start();
        other.start();
        listen(other);
        one.put(held("a"));
        assertThat(heard).isEmpty();

        time.passMs(1000);
        assertThat(heard).containsExactly("+a");
        one.takeDown(held("a"));
        time.passMs(1000);
        time.passMs(5000);

        assertThat(heard).containsExactly("+a", "-a");
    }

    @Test
    void holdsHereAtOnceAndTellsTheOthersWhenTheBoardIsBack() {
        one.start();
        other.start();
        listen(one);
        board.away = true;

        assertThat(one.put(held("a")).failed()).isTrue();
        assertThat(heard).containsExactly("+a");
        time.passMs(5000);
        assertThat(heard).as("the board knows nothing of it").containsExactly("+a");
        board.away = false;
        listen(other);
        time.passMs(2000);

        assertThat(heard).containsExactly("+a", "+a");
        assertThat(board.up).hasSize(1);
    }

    @Test
    void keepsWhatIsKnownWhileTheBoardIsAway() {
        one.start();
        listen(one);
        board.put(held("a"));
        time.passMs(1000);
        board.away = true;
        time.passMs(10_000);

        assertThat(heard).containsExactly("+a");
    }

    @Test
    void doesNotTakeAnAnswerFromBeforeForNews() {
        var answer = Promise.<List<Notice>>promise();
        var slow = new Notices(
                new NoticeBoard() {
                    @Override
                    public Future<List<Notice>> read() {
                        return answer.future();
                    }

                    @Override
                    public Future<Void> put(Notice notice) {
                        return Future.succeededFuture();
                    }

                    @Override
                    public Future<Void> takeDown(Notice.Kind kind, String destination, String subject) {
                        return Future.succeededFuture();
                    }

                    @Override
                    public Future<Boolean> claim(String what, String by, Duration most) {
                        return Future.succeededFuture(true);
                    }

                    @Override
                    public Future<Void> free(String what, String by, Duration after) {
                        return Future.succeededFuture();
                    }
                },
                time);
        slow.start();
        listen(slow);
        slow.put(held("a"));
        answer.complete(List.of());

        assertThat(heard).containsExactly("+a");
    }

    @Test
    void showsALateListenerWhatIsUp() {
        board.put(held("a"));
        one.start();

        listen(one);

        assertThat(heard).containsExactly("+a");
    }
}
