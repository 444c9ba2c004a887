package dev.spillway.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.event.Payload;
import dev.spillway.gate.Change;
import dev.spillway.gate.SendClass;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TellingTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String RIGHT =
            "{\"phone\":\"+52 1 555 010-4321\",\"change\":\"stop\",\"categories\":[\"marketing\",\"reminder\"],"
                    + "\"at\":\"2026-11-20T10:15:00-06:00\",\"who\":\"shop 12\",\"where\":\"till\",\"id\":\"x-1\"}";

    private static Telling read(String body) {
        return Telling.read(Payload.of(body), NOW);
    }

    @Test
    void readsWhoWhatAndWhen() {
        var telling = read(RIGHT);

        assertThat(telling.person()).isEqualTo(new Person("+5215550104321", ""));
        assertThat(telling.change().kind()).isEqualTo(Change.Kind.STOP);
        assertThat(telling.change().categories()).containsExactly(SendClass.MARKETING, SendClass.REMINDER);
        assertThat(telling.change().at()).isEqualTo(Instant.parse("2026-11-20T16:15:00Z"));
        assertThat(telling.change().source()).isEqualTo("api");
        assertThat(telling.key()).isEqualTo("id:x-1");
    }

    @Test
    void takesNowWhereNoTimeIsGivenAndDoesNotMistakeItForARepeat() {
        var telling = read("{\"userId\":\"MX.48291\",\"change\":\"yes\",\"categories\":[\"marketing\"]}");

        assertThat(telling.change().at()).isEqualTo(NOW);
        assertThat(telling.key()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "phone":"+52 1 555 010-4321"            | "phone":""                | phone or userId is missing
                    "phone":"+52 1 555 010-4321"            | "phone":"call me"         | phone must be a number
                    "phone":"+52 1 555 010-4321"            | "userId":"somebody"       | userId must be
                    "change":"stop"                         | "change":"STOP!"          | change must be one of stop, go, yes, no
                    ["marketing","reminder"]                | []                        | categories must be a list
                    ["marketing","reminder"]                | ["offers"]                | categories must be a list
                    "at":"2026-11-20T10:15:00-06:00"        | "at":"yesterday"          | at must be ISO 8601
                    "at":"2026-11-20T10:15:00-06:00"        | "at":"2027-01-01T00:00:00Z" | at must not be in the future
                    "who":"shop 12"                         | "who":12                  | who must be a text
                    "id":"x-1"                              | "note":"x"                | there is no field note
                    """)
    void namesTheFieldAndTheCure(String right, String wrong, String complaint) {
        assertThatThrownBy(() -> read(RIGHT.replace(right, wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void saysWhatABodyMustBe() {
        assertThatThrownBy(() -> read("stop")).hasMessageContaining("the body must be a JSON object");
        assertThatThrownBy(() -> read("")).hasMessageContaining("the body must be a JSON object");
    }
}
