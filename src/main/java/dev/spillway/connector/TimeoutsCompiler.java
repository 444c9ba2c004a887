package dev.spillway.connector;

import dev.spillway.connector.ConnectorFile.OperationFile;
import dev.spillway.connector.ConnectorFile.TimeoutsFile;
import dev.spillway.yaml.Problems;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of timeouts: an operation's own, else the connector's.
 *
 * @param connector what the connector says for all operations; null for nothing
 */
record TimeoutsCompiler(@Nullable TimeoutsFile connector, Problems problems) {
    private static final Duration USUAL = Duration.ofSeconds(5);
    private static final Duration MIN = Duration.ofMillis(1);
    private static final Duration MAX = Duration.ofMinutes(1);
    private static final TimeoutsFile NOTHING = new TimeoutsFile(null, null, null);

    /** Of the calls of an operation. */
    Timeouts compile(String key, OperationFile operation) {
        var own = operation.timeouts() == null ? NOTHING : operation.timeouts();
        var common = connector == null ? NOTHING : connector;
        if (operation.timeout() != null && own.total() != null) {
            problems.add(key + ".timeout", "and timeouts.total say the same", "keep one of them");
        }
        var said = first(first(operation.timeout(), own.total()), common.total());
        var total = said == null ? USUAL : said;
        return new Timeouts(
                shorter(first(own.connect(), common.connect()), total),
                shorter(first(own.firstByte(), common.firstByte()), total),
                total);
    }

    /** Notes what is out of range, where it is written. */
    void check(String key, OperationFile operation) {
        check(key + ".timeout", operation.timeout());
        check(key + ".timeouts", operation.timeouts());
    }

    void check(String key, @Nullable TimeoutsFile file) {
        if (file == null) return;
        check(key + ".connect", file.connect());
        check(key + ".firstByte", file.firstByte());
        check(key + ".total", file.total());
        var total = file.total();
        if (total == null) return;
        checkPart(key + ".connect", file.connect(), total);
        checkPart(key + ".firstByte", file.firstByte(), total);
    }

    private void check(String key, @Nullable Duration timeout) {
        if (timeout == null || (timeout.compareTo(MIN) >= 0 && timeout.compareTo(MAX) <= 0)) return;
        problems.add(key, "must be PT0.001S..PT1M, was " + timeout, "the usual is PT2S to PT10S");
    }

    private void checkPart(String key, @Nullable Duration part, Duration total) {
        if (part != null && part.compareTo(total) > 0) {
            problems.add(key, "is longer than the total, " + total, "make it shorter, or the total longer");
        }
    }

    private static Duration shorter(@Nullable Duration part, Duration total) {
        return part == null || part.compareTo(total) > 0 ? total : part;
    }

    private static @Nullable Duration first(@Nullable Duration one, @Nullable Duration other) {
        return one == null ? other : one;
    }
}
