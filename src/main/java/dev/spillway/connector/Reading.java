package dev.spillway.connector;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.spillway.json.Expression;
import dev.spillway.json.ExpressionException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Where an answer says what is left of a limit. */
sealed interface Reading {
    /** Empty if it does not say, or nothing that can be understood. */
    OptionalDouble left(HttpReply reply);

    /** What there is in all; empty if it does not say. */
    default OptionalDouble size(HttpReply reply) {
        return OptionalDouble.empty();
    }

    /**
     * In a header.
     *
     * @param pattern its groups are the numbers
     * @param remaining the group with what is left; 0 if none has it
     * @param used the group with what has been used; 0 if none has it
     * @param max the group with what there is in all; 0 if none has it
     * @param size what there is in all if no group has it
     */
    record OfHeader(String header, Pattern pattern, int remaining, int used, int max, double size) implements Reading {
        @Override
        public OptionalDouble left(HttpReply reply) {
            var text = reply.headers().get(header);
            var matcher = text == null ? null : pattern.matcher(text);
            if (matcher == null || !matcher.find()) return OptionalDouble.empty();
            if (remaining > 0) return number(matcher.group(remaining));
            var spent = number(matcher.group(used));
            var all = all(matcher);
            return spent.isPresent() && all.isPresent()
                    ? OptionalDouble.of(all.getAsDouble() - spent.getAsDouble())
                    : OptionalDouble.empty();
        }

        @Override
        public OptionalDouble size(HttpReply reply) {
            var text = max == 0 ? null : reply.headers().get(header);
            var matcher = text == null ? null : pattern.matcher(text);
            return matcher != null && matcher.find() ? number(matcher.group(max)) : OptionalDouble.empty();
        }

        private OptionalDouble all(Matcher matcher) {
            return max > 0 ? number(matcher.group(max)) : OptionalDouble.of(size);
        }
    }

    /**
     * In the body.
     *
     * @param expression yields what is left
     */
    record OfBody(Expression expression) implements Reading {
        @Override
        public OptionalDouble left(HttpReply reply) {
            var values = new HashMap<String, Object>(Map.of("status", reply.status(), "headers", reply.headers()));
            var body = Answer.of(reply).body();
            if (body != null) values.put("body", body);
            try {
                var left = expression.evaluate(values, values);
                return left instanceof Number number ? OptionalDouble.of(number.doubleValue()) : OptionalDouble.empty();
            } catch (ExpressionException e) {
                return OptionalDouble.empty();
            }
        }
    }

    private static OptionalDouble number(@Nullable String text) {
        try {
            return text == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
