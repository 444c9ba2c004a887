package dev.spillway.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresSettingsTest {
    @Test
    void neverShowsThePassword() {
        var settings = postgres("postgresql://sw:s%2Bcr+t%40@db.example:6432/ledger?sslmode=require");

        assertThat(settings.toString())
                .contains("postgresql://sw:***@db.example:6432/ledger")
                .doesNotContain("cr+t");
        assertThat(settings.password()).isEqualTo("s+cr+t@");
        assertThat(settings.query()).isEqualTo("sslmode=require");
    }

    @Test
    void takesTheUsualPortWhereNoneIsNamed() {
        assertThat(postgres("postgres://sw:x@db/ledger").port()).isEqualTo(5432);
    }

    @ParameterizedTest
    @CsvSource({
        "mysql://a:topsecret@b/c, has another scheme",
        "postgresql://a:topsecret@/c, has no host",
        "postgresql://a:topsecret@b, has no database",
        "postgresql://a:topsecret@b/, has no database",
        "postgresql://b/topsecret, has no user",
        "postgresql://a:topsecret @b/c, is none"
    })
    void saysWhatIsWrongWithAUrlWithoutShowingIt(String url, String why) {
        assertThatThrownBy(() -> postgres(url))
                .hasMessageStartingWith("postgres.url must be postgresql://user:password@host:port/database, " + why)
                .hasMessageNotContaining("topsecret");
    }

    @Test
    void namesTheKeyItsRangeAndWhatItWas() {
        assertThatThrownBy(() -> new PostgresSettings(
                        "postgresql://a:b@c/d", 0, Duration.ofSeconds(1), Duration.ofSeconds(1), 1))
                .hasMessage("postgres.poolSize must be 1..200, was 0");
    }

    private static PostgresSettings postgres(String url) {
        return new PostgresSettings(url, 4, Duration.ofSeconds(1), Duration.ofSeconds(1), 100);
    }
}
