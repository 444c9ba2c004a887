package dev.spillway.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.Event;
import dev.spillway.support.Events;
import io.vertx.core.Promise;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AcceptScriptTest {
    private static Waiting waiting(Event event) {
        return new Waiting(event, EventCodec.encode(event), 0, new AcceptBatch(1, Promise.promise()), 0);
    }

    @Test
    void readsTheFateOfEachEvent() {
        var answer = "10-L 1:7-0";
        assertThat(Stream.of(0, 1, 2, 3, 99).map(at -> AcceptScript.fate(answer, at)))
                .containsExactly(
                        AcceptScript.Fate.APPENDED,
                        AcceptScript.Fate.SEEN,
                        AcceptScript.Fate.REFUSED,
                        AcceptScript.Fate.LATE,
                        AcceptScript.Fate.REFUSED);
    }

    @Test
    void tellsTheHighestEntryOfEachStreamThatGrew() {
        var one = Events.message("a", "5215550104321", 64);
        var other = Events.message("b", "5215550104322", 64);
        var told = new Watermarks(64);
        AcceptScript.tellWatermarks("111 2:1700-3 3:1700-0", List.of(waiting(one), waiting(one), waiting(other)), told);
        assertThat(told.of(one.shard()).toString()).contains("1700-3");
        assertThat(told.of(other.shard()).toString()).contains("1700-0");
    }

    @Test
    void tellsNothingWhereNothingGrew() {
        var told = new Watermarks(1);
        AcceptScript.tellWatermarks("0L", List.of(), told);
        assertThat(told.of(0)).isEqualTo(Known.NOTHING);
    }
}
