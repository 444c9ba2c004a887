package dev.spillway.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallbackDataTest {
    @Test
    void readsBackItsOwnText() {
        var data = new CallbackData(7, "0123456789abcdef0123456789abcdef.order-status.reply");
        assertThat(CallbackData.parse(data.text(), 64)).contains(data);
    }

    @Test
    void doesNotTakeForeignTextForItsOwn() {
        assertThat(CallbackData.parse("t=lumbre;o=PED-77120;k=9f2c", 64)).isEmpty();
        assertThat(CallbackData.parse("sw1.64.x", 64)).isEmpty();
        assertThat(CallbackData.parse("sw1.99999.x", 64)).isEmpty();
        assertThat(CallbackData.parse("sw1.1." + "x".repeat(600), 64)).isEmpty();
    }
}
