package dev.spillway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.ledger.TraceQuery.By;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceQueryTest {
    @ParameterizedTest
    @CsvSource({
        "+52 1 (55) 1234-5678, p:525512345678",
        "5215512345678, p:525512345678",
        "p:525512345678, p:525512345678",
        "MX.4829335512345, u:MX.4829335512345",
        "u:MX.48, u:MX.48",
        "n:118264500913347, n:118264500913347"
    })
    void understandsAContactInAnyForm(String value, String key) {
        assertThat(new TraceQuery(By.CONTACT, value, 1).candidates()).containsExactly(key);
    }

    @Test
    void refusesWhatCannotBeAnId() {
        assertThatThrownBy(() -> new TraceQuery(By.EVENT, "wamid.1", 1)).hasMessageStartingWith("event must be");
        assertThatThrownBy(() -> new TraceQuery(By.ORDER, "  ", 1)).hasMessage("order is empty");
        assertThatThrownBy(() -> new TraceQuery(By.ORDER, "a\0", 1)).hasMessage("order is no id of ours");
        assertThatThrownBy(() -> new TraceQuery(By.ORDER, "a", 5001)).hasMessage("limit must be 1..5000, was 5001");
    }

    @Test
    void hidesWhoIsAskedFor() {
        assertThat(new TraceQuery(By.CONTACT, "5255", 1)).hasToString("TraceQuery[contact=***, limit=1]");
    }
}
