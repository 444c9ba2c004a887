package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class HangUpTest {
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void hearsTheSignalEachTime() throws Exception {
        var heard = new CountDownLatch(2);
        HangUp.on(heard::countDown);
        var pid = String.valueOf(ProcessHandle.current().pid());
        for (var i = 0; i < 2; i++) {
            assertThat(new ProcessBuilder("kill", "-HUP", pid).start().waitFor(5, TimeUnit.SECONDS))
                    .isTrue();
            TimeUnit.MILLISECONDS.sleep(100); // two at once may count as one
        }
        assertThat(heard.await(5, TimeUnit.SECONDS)).isTrue();
    }
}
