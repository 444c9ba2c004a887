package dev.spillway.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a session says, by name. Immutable; every change is a new one. Lists are bounded, the oldest entry goes.
 *
 * <pre>
 * language   BCP 47 locale, from what the contact wrote
 * shown      flows that come once a session and did
 * awaiting   {flow, step, variables}: what the contact was asked for
 * pending    [{id, question, at}]: look-ups that go on as deliveries
 * answered   ids of such deliveries whose question has been answered meanwhile
 * </pre>
 */
record Memory(Map<String, Object> values) {
    private static final int ENTRIES_MAX = 8;

    static Memory of(Session session) {
        return new Memory(session.values());
    }

    /** The session to keep; null if nothing changed. */
    @Nullable
    Session changed(Session before) {
        return values.equals(before.values()) ? null : new Session(values);
    }

    /** Empty if nobody knows. */
    String language() {
        return Fields.text(values, "language");
    }

    Memory speaks(String locale) {
        return with("language", locale);
    }

    boolean hasShown(String flow) {
        return Fields.list(values, "shown").contains(flow);
    }

    Memory shows(String flow) {
        return hasShown(flow) ? this : with("shown", appended(Fields.list(values, "shown"), flow));
    }

    /** What was asked for, and what is known already. */
    record Awaiting(String flow, String step, Map<String, Object> variables) {}

    Optional<Awaiting> awaiting() {
        var map = Fields.object(values, "awaiting");
        if (map.isEmpty()) return Optional.empty();
        return Optional.of(
                new Awaiting(Fields.text(map, "flow"), Fields.text(map, "step"), Fields.object(map, "variables")));
    }

    Memory awaits(Awaiting asked) {
        return with("awaiting", Map.of("flow", asked.flow(), "step", asked.step(), "variables", asked.variables()));
    }

    Memory awaitsNothing() {
        return without("awaiting");
    }

    /** Whether a question is being followed up since less than {@code wait}. */
    boolean isPending(String question, Instant now, Duration wait) {
        return pending().stream()
                .anyMatch(it -> it.get("question") instanceof String asked
                        && asked.equals(question)
                        && it.get("at") instanceof Number at
                        && at.longValue() > now.minus(wait).getEpochSecond());
    }

    Memory follows(String delivery, String question, Instant now) {
        var entry = Map.<String, Object>of("id", delivery, "question", question, "at", now.getEpochSecond());
        return with("pending", appended(pending(), entry));
    }

    /** The question was answered live: its late answers need not be told. */
    Memory answers(String question) {
        var ids = pending().stream()
                .filter(it -> question.equals(it.get("question")))
                .map(it -> it.get("id"))
                .toList();
        var answered = new ArrayList<Object>(Fields.list(values, "answered"));
        ids.stream().filter(Objects::nonNull).forEach(answered::add);
        return ids.isEmpty() ? this : forgets("question", question).with("answered", bounded(answered));
    }

    boolean hasAnswered(String delivery) {
        return Fields.list(values, "answered").contains(delivery);
    }

    /** A late answer has come. */
    Memory settles(String delivery) {
        var left = Fields.list(values, "answered").stream()
                .filter(id -> !delivery.equals(id))
                .toList();
        var without = left.isEmpty() ? without("answered") : with("answered", left);
        return without.forgets("id", delivery);
    }

    private Memory forgets(String key, String value) {
        var left = pending().stream().filter(it -> !value.equals(it.get(key))).toList();
        return left.isEmpty() ? without("pending") : with("pending", left);
    }

    private List<Map<String, Object>> pending() {
        return Fields.list(values, "pending").stream().map(Fields::object).toList();
    }

    private static List<Object> appended(List<?> list, Object entry) {
        var longer = new ArrayList<Object>(list);
        longer.add(entry);
        return bounded(longer);
    }

    private static List<Object> bounded(List<Object> list) {
        return List.copyOf(list.subList(Math.max(0, list.size() - ENTRIES_MAX), list.size()));
    }

    private Memory with(String key, Object value) {
        var copy = new HashMap<>(values);
        copy.put(key, value);
        return new Memory(Map.copyOf(copy));
    }

    private Memory without(String key) {
        if (!values.containsKey(key)) return this;
        var copy = new HashMap<>(values);
        copy.remove(key);
        return new Memory(Map.copyOf(copy));
    }

    @Override
    public String toString() {
        return "Memory[***]";
    }
}
