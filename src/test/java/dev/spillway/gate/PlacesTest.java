package dev.spillway.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacesTest {
    /** Columns: phone, user id, country, a zone they may be in. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            5215512345678   | ''       | MX | America/Mexico_City
            525512345678    | ''       | MX | America/Mexico_City
            +52 664 123 4567| ''       | MX | America/Tijuana
            5511987654321   | ''       | BR | America/Sao_Paulo
            559287654321    | ''       | BR | America/Manaus
            5491123456789   | ''       | AR | America/Buenos_Aires
            573001234567    | ''       | CO | America/Bogota
            12125551234     | ''       | US | America/New_York
            14165551234     | ''       | CA | America/Toronto
            34612345678     | ''       | ES | Europe/Madrid
            ''              | MX.4829  | MX | America/Mexico_City
            ''              | BR.1     | BR | America/Sao_Paulo
            525512345678    | US.1     | MX | America/Mexico_City
            """)
    void aPersonIsWhereTheirNumberIsElseWhereTheirUserIdSays(String phone, String userId, String country, String zone) {
        assertThat(Scene.PLACES.place(phone, userId).country()).isEqualTo(country);
        assertThat(Scene.PLACES.place(phone, userId).zones())
                .map(Object::toString)
                .contains(zone);
    }

    @ParameterizedTest
    @CsvSource({"'',''", "12,''", "'','XX.1'", "'','4829'", "999999999999999,''"})
    void nothingIsKnownOfWhoHasNeither(String phone, String userId) {
        assertThat(Scene.PLACES.place(phone, userId).zones()).isEmpty();
    }
}
