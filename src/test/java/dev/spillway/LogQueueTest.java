package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LogQueueTest {
    private final LoggerContext context = new LoggerContext();
    private final Logger logger = context.getLogger("test");
    private final Output output = new Output();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    /** Whoever reads it may stand still. */
    private static final class Output extends AppenderBase<ILoggingEvent> {
        final List<String> written = Collections.synchronizedList(new ArrayList<>());
        final Semaphore mayWrite = new Semaphore(1);

        @Override
        protected void append(ILoggingEvent line) {
            mayWrite.acquireUninterruptibly();
            written.add(line.getFormattedMessage());
            mayWrite.release();
        }
    }

    private LogQueue queue() {
        context.setMDCAdapter(new LogbackMDCAdapter());
        output.setContext(context);
        output.start();
        logger.addAppender(output);
        var queue = LogQueue.before(logger);
        queue.count(registry);
        return queue;
    }

    private double waiting() {
        return registry.get("gateway.log.lines.waiting").gauge().value();
    }

    private double dropped() {
        return registry.get("gateway.log.lines.dropped").functionCounter().count();
    }

    @Test
    void writesAllInOrderAndBeforeItStops() {
        var queue = queue();
        IntStream.range(0, 100).forEach(n -> logger.info("line {}", n));
        queue.stop();
        assertThat(output.written)
                .isEqualTo(IntStream.range(0, 100).mapToObj(n -> "line " + n).toList());
        assertThat(dropped()).isZero();
    }

    @Test
    void leavesALoggerAloneThatWritesNowhere() {
        var queue = LogQueue.before(logger);
        queue.count(registry);
        logger.info("to nobody");
        queue.stop();
        assertThat(logger.iteratorForAppenders().hasNext()).isFalse();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void letsNobodyWaitForAnOutputThatStandsStillAndCountsWhatItLeavesOut() {
        var queue = queue();
        output.mayWrite.acquireUninterruptibly();
        logger.info("in the writer's hands");
        Awaitility.await().until(() -> waiting() == 0);
        IntStream.range(0, LogQueue.LINES_MAX + 50).forEach(n -> logger.info("line {}", n));
        assertThat(waiting()).isEqualTo(LogQueue.LINES_MAX);
        assertThat(dropped()).isEqualTo(50);

        output.mayWrite.release();
        queue.stop();
        assertThat(output.written)
                .hasSize(1 + LogQueue.LINES_MAX)
                .startsWith("in the writer's hands", "line 0")
                .endsWith("line " + (LogQueue.LINES_MAX - 1));
    }
}
