package dev.spillway;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.LoggerFactory;

/**
 * What a running gateway logs waits here for a thread of its own that writes it: whoever reads our output may be slow or stand
 * still, and no event loop waits for that. What comes while the queue is full is left out and counted. Lines of any thread; where
 * several take the last places at once, one may be left out uncounted.
 *
 * <ul>
 *   <li>{@code gateway_log_lines_dropped_total}: lines that were left out
 *   <li>{@code gateway_log_lines_waiting}: lines that are not written yet
 * </ul>
 */
final class LogQueue extends AsyncAppender {
    /** A few megabytes, of lines that are mostly below half a kilobyte. As many again may be in the hands of the thread that writes. */
    static final int LINES_MAX = 8_192;

    /** How long the end waits for lines that are not written yet. */
    private static final int FLUSH_MS_MAX = 2_000;

    private final LongAdder dropped = new LongAdder();

    private LogQueue() {
        setName("queue");
        setQueueSize(LINES_MAX);
        setNeverBlock(true);
        setMaxFlushTime(FLUSH_MS_MAX);
        setDiscardingThreshold(0); // those at INFO are as good as others, as long as there is room
    }

    /** From now on, all that is logged goes through it, to where it went before. */
    static LogQueue begin() {
        return before((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME));
    }

    /** The same for one logger and its first appender; one that somebody's own configuration gave none stays as it is. */
    static LogQueue before(Logger logger) {
        var queue = new LogQueue();
        queue.setContext(logger.getLoggerContext());
        var writers = logger.iteratorForAppenders();
        if (!writers.hasNext()) return queue;
        var writer = writers.next();
        logger.detachAppender(writer);
        queue.addAppender(writer);
        queue.start();
        logger.addAppender(queue);
        return queue;
    }

    /** To be looked at with the rest of the gateway. */
    void count(MeterRegistry registry) {
        if (!isStarted()) return;
        FunctionCounter.builder("gateway.log.lines.dropped", dropped, LongAdder::sum)
                .register(registry);
        Gauge.builder("gateway.log.lines.waiting", this, LogQueue::getNumberOfElementsInQueue)
                .register(registry);
    }

    @Override
    protected void append(ILoggingEvent line) {
        if (getRemainingCapacity() == 0) dropped.increment();
        else super.append(line);
    }
}
