package dev.spillway.backends;

import dev.spillway.faults.Gateways;
import dev.spillway.faults.Waiting;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells the gateways what people write, at a steady rate, whatever the gateways do meanwhile. Blocks. */
final class Teller {
    private static final int ANSWER_SECONDS_MAX = 30;

    private final Gateways gateways;
    private final Map<String, Long> toldAtMs = new ConcurrentHashMap<>();
    private final AtomicInteger unanswered = new AtomicInteger();

    /**
     * What somebody writes.
     *
     * @param phone as WhatsApp has it
     */
    record Message(String phone, String text) {}

    Teller(Gateways gateways) {
        this.gateways = gateways;
    }

    /** Tells all of them, in their order, so many a second. */
    void tell(List<Message> messages, double perSecond) throws TimeoutException {
        var begun = System.nanoTime();
        var answers = new ArrayList<Future<Boolean>>();
        for (var message : messages) {
            waitUntil(begun + (long) (answers.size() / perSecond * 1e9));
            answers.add(tell(message));
        }
        Future.join(answers).await(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        for (var answer : answers) if (!answer.result()) unanswered.incrementAndGet();
    }

    /** The same beside whoever calls. Ends by itself. */
    Thread tellBeside(List<Message> messages, double perSecond) {
        var thread = new Thread(() -> tellOrCount(messages, perSecond), "teller");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void tellOrCount(List<Message> messages, double perSecond) {
        try {
            tell(messages, perSecond);
        } catch (TimeoutException e) {
            unanswered.incrementAndGet();
        }
    }

    private Future<Boolean> tell(Message message) {
        toldAtMs.put(canonical(message.phone), System.currentTimeMillis());
        return gateways.tell(message.phone, message.text);
    }

    private static void waitUntil(long nanos) {
        var left = nanos - System.nanoTime();
        if (left > 0) Waiting.sleep(left / 1_000_000 + 1);
    }

    private static String canonical(String phone) {
        return phone.length() == 13 ? "52" + phone.substring(3) : phone;
    }

    /** When the last message of somebody was told, by the phone without its 1. */
    Map<String, Long> toldAtMs() {
        return Map.copyOf(toldAtMs);
    }

    /** Messages that were not answered 200. */
    int unanswered() {
        return unanswered.get();
    }
}
