package dev.spillway;

import dev.spillway.api.Senders;
import dev.spillway.config.SenderConfig;
import dev.spillway.connector.Operation;
import dev.spillway.outbound.Destinations;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The senders of {@code gateway.yaml}, as those who post messages see them.
 *
 * @param plans the destinations there are now
 */
record OwnSenders(List<SenderConfig> senders, Supplier<List<Destinations.Plan>> plans) implements Senders {
    @Override
    public Sender choose(String name, String tenant) {
        var meant = senders.stream()
                .filter(sender -> name.isEmpty() || sender.name().equals(name))
                .filter(sender -> tenant.isEmpty() || sender.tenant().equals(tenant))
                .toList();
        if (meant.size() == 1)
            return new Sender(meant.get(0).name(), meant.get(0).tenant());
        throw new IllegalArgumentException(complaint(name, tenant));
    }

    private String complaint(String name, String tenant) {
        var field = name.isEmpty() && !tenant.isEmpty() ? "tenant" : "sender";
        return field + " must name one of those in gateway.yaml: " + known();
    }

    private String known() {
        return senders.stream()
                .map(sender ->
                        sender.tenant().isEmpty() ? sender.name() : sender.name() + " (tenant " + sender.tenant() + ")")
                .collect(Collectors.joining(", "));
    }

    @Override
    public Optional<String> objection(Sender sender, Operation operation) {
        return plans.get().stream()
                .filter(plan -> plan.name().equals(sender.name()))
                .findFirst()
                .flatMap(plan -> plan.connector().objection(operation));
    }
}
