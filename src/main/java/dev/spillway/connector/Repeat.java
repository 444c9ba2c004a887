package dev.spillway.connector;

import dev.spillway.json.Expression;
import java.time.Duration;

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
    record Each(Expression of, String as) implements Repeat {}

    /**
     * Page after page; what {@code out} yields of each page is put together to one list.
     *
     * @param next yields, of an answer, what {@code as} is on the next page; nothing on the last
     * @param as the name under which templates and expressions see it; without a value on the first page
     * @param max pages at most; what is behind them is left
     */
    record Pages(Expression next, String as, int max) implements Repeat {}

    /**
     * Until an answer says that a job of the backend's is done.
     *
     * @param until whether an answer says so
     * @param every between two calls
     * @param max calls at most; then nobody knows how the job ended
     */
    record Poll(Expression until, Duration every, int max) implements Repeat {}

    /** More ways to write one phone number than there are. */
    int EACH_MAX = 10;
}
