package dev.spillway.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LedgerSettingsTest {
    @Test
    void namesTheKeyItsRangeAndWhatItWas() {
        assertThatThrownBy(() -> LedgerRig.settings(0)).hasMessage("ledger.batchMax must be 1..20000, was 0");
    }
}
