package dev.spillway.outbound;

import dev.spillway.limit.Claim;
import dev.spillway.limit.Limits;
import dev.spillway.limit.Ruling;
import io.vertx.core.Future;
import java.util.List;

/** Asks the limits for those who need something of them; who needs nothing gets all without a question. */
record Questions(Limits limits) {
    /** A ruling for each claim, in their order. Fails if the limits cannot be asked. */
    Future<List<Ruling>> ask(List<Claim> claims) {
        var needy = claims.stream().filter(claim -> !isFree(claim)).toList();
        if (needy.isEmpty()) return Future.succeededFuture(filled(claims, List.of()));
        return limits.take(needy).map(rulings -> filled(claims, rulings));
    }

    private static boolean isFree(Claim claim) {
        return claim.needs().isEmpty();
    }

    private static List<Ruling> filled(List<Claim> claims, List<Ruling> rulings) {
        var next = rulings.iterator();
        return claims.stream()
                .map(claim -> isFree(claim) ? Ruling.all(claim) : next.next())
                .toList();
    }
}
