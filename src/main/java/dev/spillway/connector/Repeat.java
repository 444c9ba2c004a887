package dev.spillway.connector;

import dev.spillway.json.Expression;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How often a step makes its call. */
sealed interface Repeat {
    /** Once. */
    record Once() implements Repeat {}

    /**
     * With one value after the other, until a call finds something. {@code not_found} is on to the next.
     *
     * @param of yields the values, at most {@value #EACH_MAX}
     * @param as the name under which templates and expressions see the value
     */
    record Each(Expression of, String as) implements Repeat {
        @Override
        public int callsMax() {
            return EACH_MAX;
        }
    }

    /**
     * Page after page; what {@code out} yields of each page is put together to one list.
     *
     * @param next yields, of an answer, what {@code as} is on the next page, or the next page's address; nothing on the last
     * @param as the name under which templates and expressions see it, without a value on the first page; null: {@code next} is
     *     an address, of the same host, called in place of the step's own
     * @param max pages at most; what is behind them is left
     */
    record Pages(Expression next, @Nullable String as, int max) implements Repeat {
        @Override
        public int callsMax() {
            return max;
        }
    }

    /**
     * Until an answer says that a job of the backend's is done.
     *
     * @param until whether an answer says so
     * @param every between the first two calls; then twice as long from one to the next
     * @param everyMax never longer; the same as {@code every}: always as long. A {@code Retry-After} is waited for, whatever it is
     * @param max calls at most; then nobody knows how the job ended
     */
    record Poll(Expression until, Duration every, Duration everyMax, int max) implements Repeat {
        /** How long to wait after so many looks. */
        Duration pause(int looks, @Nullable Duration wish) {
            var doubled = every.multipliedBy(1L << Math.min(looks - 1, DOUBLINGS_MAX));
            var own = doubled.compareTo(everyMax) > 0 ? everyMax : doubled;
            return wish == null || wish.compareTo(own) < 0 ? own : wish;
        }

        @Override
        public int callsMax() {
            return max;
        }
    }

    /** How many calls it may come to. */
    default int callsMax() {
        return 1;
    }

    /** More would be out of all bounds. */
    int DOUBLINGS_MAX = 12;

    /** More ways to write one phone number than there are. */
    int EACH_MAX = 10;
}
