package dev.spillway;

import dev.spillway.Serving.Area;
import dev.spillway.api.Senders;
import dev.spillway.config.SenderConfig;
import dev.spillway.connector.Operation;
import dev.spillway.outbound.Destinations;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The senders of {@code gateway.yaml}, as those who post messages see them. Of those that send for a tenant and branch the closest is chosen: the
 * branch's own, else the tenant's, else everybody's; of several alike the preferred one.
 *
 * @param plans the destinations there are now
 */
record OwnSenders(List<SenderConfig> senders, Supplier<List<Destinations.Plan>> plans) implements Senders {
    @Override
    public Sender choose(Wish wish) {
        var place = new Area(wish.tenant(), wish.branch());
        var chosen = wish.name().isEmpty() ? closest(place) : named(wish.name(), place);
        return new Sender(chosen.name(), wish.tenant().isEmpty() ? chosen.tenant() : wish.tenant());
    }

    private SenderConfig named(String name, Area place) {
        var sender = senders.stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("sender must name one of gateway.yaml: " + known()));
        if (place.equals(Area.ANYWHERE) || area(sender).covers(place)) return sender;
        throw new IllegalArgumentException("sender " + name + " sends for " + area(sender) + ", not for " + place
                + ": leave sender out, or tenant and branch");
    }

    private SenderConfig closest(Area place) {
        if (place.equals(Area.ANYWHERE) && senders.size() == 1) return senders.get(0);
        var able = senders.stream().filter(it -> area(it).covers(place)).toList();
        var closeness = able.stream().mapToInt(it -> area(it).closeness()).max();
        var best = able.stream()
                .filter(it -> area(it).closeness() == closeness.orElse(0))
                .toList();
        if (best.isEmpty()) {
            throw new IllegalArgumentException(
                    field(place) + ": no sender of gateway.yaml sends for " + place + "; there are " + known());
        }
        if (best.size() == 1) return best.get(0);
        return best.stream()
                .filter(SenderConfig::preferred)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(field(place) + ": several send for " + place
                        + ", and none is preferred in gateway.yaml; name one in sender: " + known()));
    }

    private static String field(Area place) {
        if (place.equals(Area.ANYWHERE)) return "sender";
        return place.branch().isEmpty() ? "tenant" : "branch";
    }

    private static Area area(SenderConfig sender) {
        return new Area(sender.tenant(), sender.branch());
    }

    private String known() {
        return senders.stream().map(it -> it.name() + " (" + area(it) + ")").collect(Collectors.joining(", "));
    }

    @Override
    public Optional<String> objection(Sender sender, Operation operation) {
        return plans.get().stream()
                .filter(plan -> plan.name().equals(sender.name()))
                .findFirst()
                .flatMap(plan -> plan.connector().objection(operation));
    }
}
