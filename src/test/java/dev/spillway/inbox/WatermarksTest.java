package dev.spillway.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.support.Events;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WatermarksTest {
    @Test
    void keepsTheHighestIdWhateverTheOrder() {
        var marks = new Watermarks(4);
        marks.appended(1, "1000-9");
        marks.appended(1, "999-12");
        marks.appended(1, "1000-10");
        assertThat(marks.of(1).highest()).isEqualTo(new Position(1000, 10));
        assertThat(marks.of(0)).isEqualTo(Known.NOTHING);
    }

    @Test
    void keepsTheNewestMarkThoughLaterIdsHaveNone() {
        var marks = new Watermarks(8);
        var event = Events.message("a", "5215550104321", 8);
        marks.read("1000-0", event);
        marks.appended(event.shard(), "2000-0");
        var known = marks.of(event.shard());
        assertThat(known.highest()).isEqualTo(new Position(2000, 0));
        assertThat(known.marked())
                .isEqualTo(new Known.Marked(new Position(1000, 0), event.id().value(), 1000 + 48L * 3_600_000));
    }

    @Test
    void tellsOnlyWhatHasChanged() {
        var marks = new Watermarks(4);
        marks.appended(1, "1000-0");
        marks.appended(2, "1000-0");
        var saved = Map.of(1, marks.of(1));
        assertThat(marks.changedSince(saved)).containsOnlyKeys(2);
    }

    @Property(tries = 200)
    boolean readsIdsAsRedisOrdersThem(
            @ForAll @Size(2) List<@LongRange(min = 0, max = 1L << 41) Long> ms,
            @ForAll @Size(2) List<@LongRange(min = 0, max = 3) Long> seq) {
        var one = Position.parse(ms.get(0) + "-" + seq.get(0));
        var other = Position.parse(ms.get(1) + "-" + seq.get(1));
        var isLater = ms.get(0) > ms.get(1) || (ms.get(0).equals(ms.get(1)) && seq.get(0) > seq.get(1));
        return one.isAfter(other) == isLater && one.max(other).equals(isLater ? one : other);
    }
}
