package dev.spillway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.dispatch.Member.Held;
import dev.spillway.event.Payload;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberJsonTest {
    private static final Instant AT = Instant.parse("2026-07-30T10:00:00.5Z");

    @Test
    void readsWhatItWrites() {
        var member = new Member(
                new Node("n-1", "gateway-7", AT),
                true,
                "1a2b3c4d",
                Map.of(
                        3, new Held(AT, true, new ShardLoad(5, 6)),
                        61, new Held(AT.plusSeconds(1), false, ShardLoad.NONE)));
        assertThat(MemberJson.read("n-1", MemberJson.write(member))).isEqualTo(member);
    }

    @Test
    void readsWhatANewerVersionAddsTo() {
        var entry = "{\"v\":2,\"name\":\"new\",\"started\":1000,\"zone\":\"b\",\"shards\":[[3,1000,1,5,6,99]]}";
        var member = MemberJson.read("n", Payload.of(entry));
        assertThat(member.node().name()).isEqualTo("new");
        assertThat(member.shards()).containsEntry(3, new Held(Instant.ofEpochSecond(1), true, new ShardLoad(5, 6)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rubbish", "[]", "{\"shards\":7}", "{\"shards\":[[1]]}", "{\"name\":\"\"}"})
    void countsANodeItCannotReadAsOneWithoutShards(String entry) {
        var member = MemberJson.read("n", Payload.of(entry));
        assertThat(member.node().id()).isEqualTo("n");
        assertThat(member.shards()).isEmpty();
    }
}
