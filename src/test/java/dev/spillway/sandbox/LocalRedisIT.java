package dev.spillway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalRedisIT {
    @TempDir
    private Path directory;

    @Test
    void keepsWhatItAnsweredThroughAKill() throws Exception {
        try (var redis = LocalRedis.start(directory)) {
            assertThat(say(redis, "SET k v")).isEqualTo("+OK");
            redis.kill();
            redis.restart();
            assertThat(say(redis, "STRLEN k")).isEqualTo(":1");
        }
    }

    @Test
    void leavesNoProcessBehind() throws Exception {
        long pid;
        try (var redis = LocalRedis.start(directory)) {
            pid = redis.pid();
        }
        assertThat(ProcessHandle.of(pid)).isEmpty();
        Folder.remove(directory);
        assertThat(Files.exists(directory)).isFalse();
    }

    @Test
    void saysWhichLogToReadWhenItDoesNotStart() {
        assertThat(catchThrowable(() -> LocalRedis.start(directory, "--no-such-setting")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("redis.log");
    }

    @ParameterizedTest
    @CsvSource({"v=6.2.6,true", "v=7.0.15,true", "v=10.1.0,true", "v=6.0.16,false", "v=5.0.14,false", "?,false"})
    void takesOnlyAProgramThatIsNewEnough(String version, boolean enough) {
        assertThat(RedisProgram.isNewEnough("Redis server " + version + " sha=00000000:0"))
                .isEqualTo(enough);
    }

    private static @Nullable String say(LocalRedis redis, String command) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return reader.readLine();
        }
    }
}
