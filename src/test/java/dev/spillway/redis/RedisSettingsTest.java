package dev.spillway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RedisSettingsTest {
    private static RedisSettings settings(String url, Duration commandTimeout) {
        var second = Duration.ofSeconds(1);
        return new RedisSettings(url, "sw", RedisSettings.Acknowledge.FSYNC, second, commandTimeout, second, 1_000);
    }

    @Test
    void keepsThePasswordToItself() {
        assertThat(settings("redis://me:secret@host:6379", Duration.ofSeconds(1)))
                .asString()
                .doesNotContain("secret");
        assertThatThrownBy(() -> settings("redis://me:sec ret@host:6379", Duration.ofSeconds(1)))
                .hasMessageContaining("redis.url")
                .hasMessageNotContaining("ret@")
                .hasNoCause();
    }

    @Test
    void wantsTimeToWait() {
        assertThatThrownBy(() -> settings("redis://host:6379", Duration.ZERO))
                .hasMessageContaining("redis.commandTimeout");
    }

    @Test
    void wantsOneServerUnlessSentinelsOrAClusterAreNamed() {
        assertThatThrownBy(() -> settings("redis://one:1,two:2", Duration.ofSeconds(1)))
                .hasMessageContaining("one server");
        var cluster =
                Given.settings("redis://one:1,two:2", RedisSettings.Mode.CLUSTER, RedisSettings.Acknowledge.REPLICAS);
        assertThat(cluster.copied()).isTrue();
        assertThatThrownBy(() -> Given.settings(
                        "redis://one:1,two:2/3", RedisSettings.Mode.CLUSTER, RedisSettings.Acknowledge.AOF))
                .hasMessageContaining("database");
    }
}
