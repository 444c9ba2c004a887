package dev.spillway.connector;

import java.util.function.Function;

/** What a connector wants next: one more HTTP call, or nothing, because the outcome is known. */
public sealed interface Step {
    /** Make this call, then ask {@code then} what its reply means. {@code then} is pure and never throws. */
    record Call(HttpCall http, Function<HttpReply, Step> then) implements Step {}

    /** The operation has ended. */
    record Done(Outcome outcome) implements Step {}
}
