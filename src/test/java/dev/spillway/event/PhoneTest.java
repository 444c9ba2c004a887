package dev.spillway.event;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneTest {
    @ParameterizedTest
    @CsvSource({
        "5215550104321, 525550104321",
        "+52 55 5010 4321, 525550104321",
        "5491123456789, 541123456789",
        "5511987654321, 551187654321",
        "551187654321, 551187654321",
        "34600111222, 34600111222",
        "14155550100, 14155550100"
    })
    void knowsOneNumberInAllItsForms(String received, String canonical) {
        assertThat(Phone.canonical(received)).isEqualTo(canonical);
    }

    @Test
    void doesNotTakeTwoMissingNumbersForOnePerson() {
        assertThat(Phone.same("", "")).isFalse();
        assertThat(Phone.same("n/a", "-")).isFalse();
    }

    @Test
    void hidesNumbersInItsTextForm() {
        assertThat(ContactKey.ofPhone("5215550104321").toString()).doesNotContain("4321");
        assertThat(new DedupeKey("118:5215550104321").toString()).doesNotContain("4321");
    }

    @Test
    void replacesControlCharactersInForeignIds() {
        assertThat(ContactKey.ofUser("MX.1\n2").value()).isEqualTo("u:MX.1_2");
    }

    @Property
    void keepsEveryCharacterThatIsNoControl(@ForAll char character) {
        var id = "MX." + character;
        assertThat(ContactKey.ofUser(id).value()).isEqualTo("u:" + id.replaceAll("\\p{Cntrl}", "_"));
    }
}
