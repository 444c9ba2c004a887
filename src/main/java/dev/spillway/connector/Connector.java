package dev.spillway.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One backend or sender, as pure functions. Safe to use from any thread. */
public interface Connector {
    /** Calls of one operation, at most: looks at a long job, pages of a long list. Its deadline ends it earlier. */
    int CALLS_MAX = 100;

    /** The connector's name, e.g. {@code erp}. */
    String name();

    /** The canonical operations it can do, e.g. {@code getOrder}. */
    Set<String> operations();

    /**
     * The first step of an operation. Never throws for bad input: it answers {@link Step.Done} with
     * {@link Outcome.Kind#INVALID} or {@link Outcome.Kind#CONFIG}.
     */
    Step begin(Operation operation);

    /**
     * The same operation in the words that it will be sent in, for whoever judges it before; as it is, if it already is, or cannot be sent:
     * {@link #begin} then says why.
     */
    default Operation worded(Operation operation) {
        return operation;
    }

    /**
     * What is wrong with an operation, told before anything is tried and whatever the state of things: the field and the rule it breaks;
     * empty if nothing is known to be.
     */
    default Optional<String> objection(Operation operation) {
        return Optional.empty();
    }

    /** How it looks whether the backend still has what its operations need; {@link #begin} knows them by name, too. */
    default List<Probe> probes() {
        return List.of();
    }

    /** How it asks whether the backend is up; empty if it does not. */
    default Optional<Health> health() {
        return Optional.empty();
    }

    /** The limits that each of its calls keeps. */
    default List<Toll> tolls() {
        return List.of();
    }

    /** Within which bounds to find out how many calls side by side the backend bears; empty if that need not be found. */
    default Optional<Adaptive> adaptive() {
        return Optional.empty();
    }

    /** What its backend tells by itself; empty if it takes no webhooks. */
    default Optional<Webhook> webhook() {
        return Optional.empty();
    }

    /** How several pieces of an operation's work become one; null: each goes alone. */
    default @Nullable Joining joining(String operation) {
        return null;
    }

    /** How several pieces of an operation's work go in one call, each with an ending of its own; null: each goes alone. */
    default @Nullable Batching batching(String operation) {
        return null;
    }

    /** For how long the answers of a look-up are good; null: it is asked each time. */
    default @Nullable Caching caching(String operation) {
        return null;
    }

    /** The key of what customers are told while a look-up is late, where their flow says nothing; empty if there is none. */
    default String fallback(String operation) {
        return "";
    }

    /** When to leave the backend alone, unless who sets it up knows better; empty if it has no wish. */
    default Optional<Breaker> breaker() {
        return Optional.empty();
    }

    /** What of its requests and answers nobody sees. */
    default Redaction redaction() {
        return Redaction.NONE;
    }

    /** The logins its steps may ask for, by name; none where every call proves by itself who we are. */
    default Map<String, LoginPlan> logins() {
        return Map.of();
    }
}
