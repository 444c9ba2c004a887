package dev.spillway.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.trial.Trial.Verdict;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every shipped connector sends what its samples say, and makes of the answers what they say. */
final class ShippedConnectorsTest {
    private static final Path SHIPPED = Path.of("conf/connectors");
    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @TestFactory
    Stream<DynamicNode> playTheirSamples() throws IOException {
        try (var files = Files.list(SHIPPED)) {
            return files.filter(file -> !file.toString().endsWith(".samples.yaml")).sorted().toList().stream()
                    .map(ShippedConnectorsTest::play);
        }
    }

    private static DynamicNode play(Path file) {
        try {
            var trial = Trial.of(file);
            var all = DynamicTest.dynamicTest(
                    "has a sample of every operation",
                    () -> assertThat(trial.unplayed()).isEmpty());
            var tests = verdicts(trial).stream()
                    .map(verdict -> DynamicTest.dynamicTest(
                            verdict.sample(),
                            () -> assertThat(verdict.complaint()).isEmpty()));
            return DynamicContainer.dynamicContainer(trial.name(), Stream.concat(Stream.of(all), tests));
        } catch (Exception e) {
            return DynamicTest.dynamicTest(file.toString(), () -> {
                throw e;
            });
        }
    }

    private static List<Verdict> verdicts(Trial trial) throws Exception {
        Promise<List<Verdict>> done = Promise.promise();
        VERTX.getOrCreateContext().runOnContext(now -> trial.play(VERTX).onComplete(done));
        return done.future().await(60, TimeUnit.SECONDS);
    }
}
