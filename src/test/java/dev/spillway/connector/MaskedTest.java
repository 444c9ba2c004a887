package dev.spillway.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MaskedTest {
    @ParameterizedTest
    @CsvSource({
        "Email ana.lopez@mail.mx already exists, Email *** already exists",
        "phone +52 1 (55) 5010-4321 is taken, phone *** is taken",
        "field 'text' has 4001 characters, field 'text' has 4001 characters",
    })
    void hidesWhomItIsAbout(String said, String shown) {
        assertThat(Masked.reason(said)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"DUPLICATE_VALUE, DUPLICATE_VALUE", "131056, 131056", "not a code,''"})
    void keepsCodesOnly(String said, String shown) {
        assertThat(Masked.code(said)).isEqualTo(shown);
    }
}
