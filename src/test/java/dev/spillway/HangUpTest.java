package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class HangUpTest {
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void hearsTheSignalEachTime() throws Exception {
        assumeThat(isIgnored())
                .as("a JVM started with SIGHUP ignored, by nohup say, never hears it")
                .isFalse();
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

    /** As Linux tells it; elsewhere nobody knows. */
    private static boolean isIgnored() throws IOException {
        var status = Path.of("/proc/self/status");
        if (!Files.exists(status)) return false;
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1) == 1);
    }
}
