package dev.spillway.yaml;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Gives what stands behind {@code ${NAME}} and {@code ${secret:NAME}} in a file. An empty value counts as none. */
public interface References {
    /** Null if there is no such variable. */
    @Nullable
    String variable(String name);

    /** Null if there is no such secret. */
    @Nullable
    String secret(String name);

    /** Of variables only; a secret is one of them, too. */
    static References of(UnaryOperator<@Nullable String> variables) {
        return new References() {
            @Override
            public @Nullable String variable(String name) {
                return variables.apply(name);
            }

            @Override
            public @Nullable String secret(String name) {
                return variables.apply(name);
            }
        };
    }
}
