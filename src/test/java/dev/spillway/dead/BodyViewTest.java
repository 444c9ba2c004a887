package dev.spillway.dead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.json.Json;
import org.junit.jupiter.api.Test;

class BodyViewTest {
    @Test
    void masksWhatPeopleWroteAndShowsWhatWeDid() {
        var shown = Json.text(BodyView.of(Letters.ofDelivery(7, 0), false));

        assertThat(shown)
                .contains("addNote", "order.note", "\"text\":\"*** 22 characters\"")
                .doesNotContain("pedido");
    }

    @Test
    void showsAllOfItWhenAskedTo() {
        assertThat(Json.text(BodyView.of(Letters.ofDelivery(7, 0), true))).contains("¿Dónde está mi pedido?");
        assertThat(Json.text(BodyView.of(Letters.ofEvent("a"), true))).contains("¿Dónde está? 🧥", "MESSAGE");
    }

    @Test
    void showsTheShapeOfAnEvent() {
        assertThat(Json.text(BodyView.of(Letters.ofEvent("a"), false)))
                .contains("\"body\":\"*** 15 characters\"")
                .doesNotContain("Dónde");
    }

    @Test
    void showsWhatNobodyCanRead() {
        var letter = new StoredLetter(Letters.ofDelivery(7, 0).letter(), "rubbish");

        assertThat(Json.text(BodyView.of(letter, false))).isEqualTo("{\"unreadable\":\"*** 7 characters\"}");
        assertThat(Json.text(BodyView.of(letter, true))).isEqualTo("{\"unreadable\":\"rubbish\"}");
    }
}
