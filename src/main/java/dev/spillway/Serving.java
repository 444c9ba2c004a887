package dev.spillway;

import dev.spillway.config.SenderConfig;
import dev.spillway.connector.Capability;
import dev.spillway.flow.Backends;
import dev.spillway.flow.Wanted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which backend serves whom with what: of those that have a capability the one that is closest to where the event came to, by
 * branch, then by tenant. Immutable.
 */
final class Serving implements Backends {
    private final List<Offer> offers;
    private final Map<String, Area> areas = new HashMap<>();
    private final Map<String, Area> areasOfBackends = new HashMap<>();

    /**
     * Where somebody is.
     *
     * @param tenant empty for all
     * @param branch empty for all of the tenant
     */
    record Area(String tenant, String branch) {
        static final Area ANYWHERE = new Area("", "");

        /** Whether it is for somebody at that place. */
        boolean covers(Area place) {
            return (tenant.isEmpty() || tenant.equals(place.tenant))
                    && (branch.isEmpty() || branch.equals(place.branch));
        }

        /** Of those that cover a place the greatest is the closest. */
        int closeness() {
            return (branch.isEmpty() ? 0 : 2) + (tenant.isEmpty() ? 0 : 1);
        }

        @Override
        public String toString() {
            if (equals(ANYWHERE)) return "everybody";
            if (tenant.isEmpty()) return "branch " + branch;
            return "tenant " + tenant + (branch.isEmpty() ? "" : ", branch " + branch);
        }
    }

    /** What a backend serves where. */
    record Offer(String backend, Area area, Set<Capability> serves) {
        Offer {
            serves = Set.copyOf(serves);
        }
    }

    Serving(List<Offer> offers, List<SenderConfig> senders) {
        this.offers = List.copyOf(offers);
        offers.forEach(offer -> areasOfBackends.put(offer.backend(), offer.area()));
        senders.forEach(sender -> areas.put(sender.phoneNumberId(), new Area(sender.tenant(), sender.branch())));
    }

    @Override
    public Optional<String> of(Wanted wanted, String channel) {
        var capability = wanted.capability();
        if (capability == null) return Optional.of(wanted.backend());
        var best = best(capability, area(channel));
        return best.size() == 1 ? Optional.of(best.get(0)) : Optional.empty();
    }

    /** What a backend tells by itself comes to where that backend is. */
    private Area area(String channel) {
        var ofSender = areas.get(channel);
        return ofSender == null ? areasOfBackends.getOrDefault(channel, Area.ANYWHERE) : ofSender;
    }

    /** Where people's events may come to. */
    Set<Area> areas() {
        return areas.isEmpty() ? Set.of(Area.ANYWHERE) : Set.copyOf(areas.values());
    }

    /** Those that are closest, sorted: more than one is a question that files must answer. */
    List<String> best(Capability capability, Area place) {
        var able = offers.stream()
                .filter(offer -> offer.serves.contains(capability) && offer.area.covers(place))
                .toList();
        var closest =
                able.stream().mapToInt(offer -> offer.area.closeness()).max().orElse(0);
        return able.stream()
                .filter(offer -> offer.area.closeness() == closest)
                .map(Offer::backend)
                .sorted()
                .toList();
    }
}
