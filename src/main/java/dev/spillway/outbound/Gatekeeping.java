package dev.spillway.outbound;

import dev.spillway.gate.Gates;
import dev.spillway.gate.Sends;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What messages to people pass before they go.
 *
 * @param gates those in force, asked for each message
 * @param senders whose messages pass them; other destinations reach no people
 * @param spending what the numbers have spent
 * @param ear is told how messages from templates ended
 */
public record Gatekeeping(Supplier<Gates> gates, List<Sends> senders, SpendStore spending, TemplateEar ear) {
    /** Nothing: no destination reaches people. */
    public static final Gatekeeping NONE = new Gatekeeping(
            () -> {
                throw new IllegalStateException("no destination reaches people, so no gates are asked");
            },
            List.of(),
            SpendStore.NONE,
            TemplateEar.DEAF);

    public Gatekeeping {
        senders = List.copyOf(senders);
    }

    /** Of those who want to know nothing of templates. */
    public Gatekeeping(Supplier<Gates> gates, List<Sends> senders, SpendStore spending) {
        this(gates, senders, spending, TemplateEar.DEAF);
    }

    /** Those that reach people. */
    public Set<String> destinations() {
        return senders.stream().map(Sends::sender).collect(Collectors.toUnmodifiableSet());
    }

    /** Whose messages a destination sends; empty if it reaches no people. */
    Optional<Sends> sends(String destination) {
        return senders.stream()
                .filter(each -> each.sender().equals(destination))
                .findFirst();
    }
}
