package dev.spillway.faults;

import dev.spillway.faults.Fact.Kind;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** People who write once, known by their phone alone: no two messages wait for each other. Callable from any thread. */
final class Stranger {
    private static final int FIRST = 1_000_000;

    private final AtomicInteger last = new AtomicInteger();
    private final String area;

    /** @param area three digits of their phones; strangers of different areas are different */
    Stranger(String area) {
        this.area = area;
    }

    /** Asks for an order: the ERP is looked up, one reply, one note. */
    Fact question(long nowMs) {
        var index = FIRST + last.incrementAndGet();
        return message(Kind.QUESTION, index, "¿Dónde está mi pedido " + index + "?", nowMs);
    }

    /** Leads to one reply and one note, without the ERP; the flow for it is the bench's own. */
    Fact probe(long nowMs) {
        var index = FIRST + last.incrementAndGet();
        return message(Kind.QUESTION, index, "sonda " + index, nowMs);
    }

    private Fact message(Kind kind, int index, String text, long nowMs) {
        var phone = "521" + area + index;
        var wamid = String.format(Locale.ROOT, "wamid.HBgN%sFQ%016X", phone, nowMs);
        var element = Webhook.message(phone, wamid, text, nowMs / 1000).toString();
        return Fact.message(kind, index, 1, wamid, element);
    }
}
