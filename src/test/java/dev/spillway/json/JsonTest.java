package dev.spillway.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spillway.event.Payload;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
    @Test
    void readsIntoTheJdksOwnTypes() {
        var read = Json.object(Payload.of("{\"a\":[1,2.5,\"x\",true,null,{\"b\":12345678901234567890}]}"));

        assertThat(read)
                .isEqualTo(Map.of(
                        "a",
                        Arrays.asList(
                                1,
                                new BigDecimal("2.5"),
                                "x",
                                true,
                                null,
                                Map.of("b", new BigInteger("12345678901234567890")))));
    }

    @Test
    void readsASliceWithoutItsNeighbours() {
        var bytes = "xx{\"a\":1}yy".getBytes(StandardCharsets.UTF_8);

        assertThat(Json.read(Payload.of(bytes, 2, 7))).isEqualTo(Map.of("a", 1));
    }

    @Test
    void givesBackAmountsDigitByDigit() {
        assertThat(Json.text(Json.read(Payload.of("[1299.00,0.07,99999999.99]"))))
                .isEqualTo("[1299.00,0.07,99999999.99]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"secret\":tok}", "{} {}", "\"\\x\"", "[1,]", "secret"})
    void namesThePlaceAndNeverTheContentOfWhatItCannotRead(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Json.read(Payload.of(text)))
                .withMessageStartingWith("not JSON")
                .withMessageNotContaining("tok")
                .withMessageNotContaining("secret")
                .withNoCause();
    }

    @Test
    void refusesBottomlessNesting() {
        assertThatIllegalArgumentException().isThrownBy(() -> Json.read(Payload.of("[".repeat(100_000))));
    }

    @Test
    void refusesWhatIsNoObjectWhereOneIsWanted() {
        assertThatIllegalArgumentException().isThrownBy(() -> Json.object(Payload.of("[1]")));
    }

    @Test
    void writesHalfASurrogateAsAQuestionMark() {
        assertThat(Json.write(List.of("a\ud83d")).text()).isEqualTo("[\"a?\"]");
    }
}
