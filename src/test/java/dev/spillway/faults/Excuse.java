package dev.spillway.faults;

import dev.spillway.faults.Deliveries.Delivery;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which deliveries may rightly come twice: those of which an attempt was out when a gateway or Redis was hurt, so that nobody
 * could know how it ended, and those whose answers a simulator lost on purpose. What was out is seen by a look at Redis before
 * and after; what left between the look and the blow, or right after the healing, is told by when it took effect. Callable
 * from any thread.
 */
final class Excuse {
    private static final long BESIDE_MS = 500;

    private final RedisLook look;
    private final Set<String> out = ConcurrentHashMap.newKeySet();

    Excuse(RedisLook look) {
        this.look = look;
    }

    /** Excuses what is out at this moment, as far as Redis can tell. */
    void whatIsOut() {
        try {
            out.addAll(look.out());
        } catch (IOException e) {
            // Redis is away: what was out is seen before and after it.
        }
    }

    /** How many it excuses at most. */
    long size(List<Happened> happened, List<Delivery> all) {
        var lost = all.stream().filter(one -> happened.stream().anyMatch(fault -> loses(fault, one)));
        return out.size() + lost.count();
    }

    /** @param happened all faults */
    boolean covers(Delivery delivery, List<Happened> happened) {
        return out.contains(delivery.id())
                || happened.stream().anyMatch(one -> loses(one, delivery) || isBeside(one, delivery));
    }

    private static boolean isBeside(Happened one, Delivery delivery) {
        var target = one.fault().target();
        return (target == Fault.Target.GATEWAY || target.touchesRedis())
                && delivery.effectMs() >= one.fromMs() - BESIDE_MS
                && delivery.effectMs() <= one.backMs() + BESIDE_MS;
    }

    private static boolean loses(Happened one, Delivery delivery) {
        var during = delivery.effectMs() >= one.fromMs() && delivery.effectMs() <= one.backMs();
        return switch (one.fault()) {
            case META_LOSES_ANSWERS, META_HANGS -> during && delivery.isMessage();
            case CRM_LOSES_ANSWERS -> during && !delivery.isMessage();
            default -> false;
        };
    }
}
