package dev.spillway.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * This node's shares of all limits it has met, each beginning empty. At most {@value #SHARES_MAX} are kept; one that is
 * forgotten begins empty again. Belongs to one event loop.
 */
final class OwnShares {
    private static final int SHARES_MAX = 10_000;

    private final IntSupplier nodes;
    private final Map<String, OwnShare> byName = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, OwnShare> eldest) {
            return size() > SHARES_MAX;
        }
    };
    private final Map<Limit, Double> spent = new HashMap<>();

    /** @param nodes how many share; 0 if that was never known */
    OwnShares(IntSupplier nodes) {
        this.nodes = nodes;
    }

    /** Begins anew with nothing in any share; these begin to gather at once, the others when somebody asks for them. */
    void begin(Collection<Limit> known, long nowMicros) {
        byName.clear();
        known.forEach(limit -> share(limit, nowMicros));
    }

    void clear() {
        byName.clear();
    }

    /** What was granted of quotas. */
    Map<Limit, Double> spent() {
        return spent;
    }

    void forgetSpent() {
        spent.clear();
    }

    /** Takes for each claim what the shares have, of limits for which {@code counts} holds. */
    List<Ruling> take(List<Claim> claims, Predicate<Limit> counts, long nowMicros) {
        var rulings = new ArrayList<Ruling>();
        for (var claim : claims) rulings.add(take(claim, counts, nowMicros));
        return rulings;
    }

    private Ruling take(Claim claim, Predicate<Limit> counts, long nowMicros) {
        var granted = claim.count();
        var wait = Duration.ZERO;
        @Nullable Limit lacking = null;
        for (var need : claim.needs()) {
            if (!counts.test(need.limit())) continue;
            var grant = share(need.limit(), nowMicros).look(need, claim.count(), nodes.getAsInt(), nowMicros);
            granted = Math.min(granted, grant.tokens());
            if (grant.tokens() < claim.count() && grant.untilNext().compareTo(wait) >= 0) {
                wait = grant.untilNext();
                lacking = need.limit();
            }
        }
        return taken(claim, granted, counts, nowMicros, Ruling.now(granted, wait, lacking));
    }

    private Ruling taken(Claim claim, int times, Predicate<Limit> counts, long nowMicros, Ruling ruling) {
        for (var need : claim.needs()) {
            if (!counts.test(need.limit())) continue;
            share(need.limit(), nowMicros).take(need, times, nodes.getAsInt(), nowMicros);
            if (need.limit().kind() instanceof Limit.Quota) spent.merge(need.limit(), times * need.cost(), Double::sum);
        }
        return ruling;
    }

    /** Puts back what so many calls of a claim have taken and not used. */
    void putBack(Claim claim, int times, Predicate<Limit> counts) {
        for (var need : claim.needs()) {
            var share = byName.get(need.limit().name());
            if (share != null && counts.test(need.limit())) share.putBack(need, times, nodes.getAsInt());
        }
    }

    void leave(Limit limit) {
        var share = byName.get(limit.name());
        if (share != null) share.leave();
    }

    private OwnShare share(Limit limit, long nowMicros) {
        return byName.computeIfAbsent(limit.name(), unknown -> new OwnShare(nowMicros));
    }
}
