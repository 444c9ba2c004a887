package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a new user does first, with the real gateway. */
class SandboxOnceIT {
    @Test
    void playsOneConversationThroughEverything() {
        var exit = Main.commandLine()
                .execute("sandbox", "--once", "--port", "0", "--management-port", "0", "--simulators-port", "0");
        assertThat(exit).isZero();
    }
}
