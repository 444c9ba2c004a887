package dev.spillway.ingress.meta;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.ThreadMXBean;
import dev.spillway.inbox.EventCodec;
import dev.spillway.ingress.Signature;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Prints what one body costs a thread, in CPU and in allocation, step by step. Run it alone, and compare its lines. */
public final class DecodeProbe {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final String STATUS = "{\"id\":\"wamid.HQA1MjE1NTUwMTA0MzIxFQIAEhg%08X\",\"status\":\"delivered\","
            + "\"timestamp\":\"1795100460\",\"recipient_id\":\"5215550104321\",\"recipient_user_id\":\"MX.48291037465512093847\","
            + "\"biz_opaque_callback_data\":\"sw1.17.9f2c41d08b7a4c55\"}";
    private static final String MESSAGE = "{\"from\":\"5215550104321\",\"from_user_id\":\"MX.48291037465512093847\","
            + "\"id\":\"wamid.HQA1MjE1NTUwMTA0MzIxFQIAEhg%08X\",\"timestamp\":\"1795100400\",\"type\":\"text\","
            + "\"text\":{\"body\":\"\\u00bfTienen la talla M en azul? \\ud83e\\udde5 order 4711\"}}";
    private static final String CONTACTS = "\"contacts\":[{\"profile\":{\"name\":\"Roc\\u00edo\"},"
            + "\"wa_id\":\"5215550104321\",\"user_id\":\"MX.48291037465512093847\"}],";
    private static final String BODY =
            "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"104820561237744\","
                    + "\"changes\":[{\"value\":{\"messaging_product\":\"whatsapp\",\"metadata\":{\"display_phone_number\":"
                    + "\"525541007700\",\"phone_number_id\":\"118264500913347\"},%s},\"field\":\"messages\"}]}]}";

    /** Keeps results in use, so that no step is optimised away. */
    private int sink;

    public static void main(String[] arguments) {
        var millis = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2000;
        var probe = new DecodeProbe();
        var bodies = bodies();
        for (var turn = 0; turn < 3; turn++) {
            for (var body : bodies.entrySet()) probe.steps(turn + " " + body.getKey(), body.getValue(), millis);
        }
        System.out.println("ignore " + probe.sink);
    }

    private static Map<String, byte[]> bodies() {
        var bodies = new TreeMap<String, byte[]>();
        bodies.put("1 status", body(CONTACTS + "\"statuses\":[" + STATUS.formatted(1) + "]"));
        bodies.put("1 text", body(CONTACTS + "\"messages\":[" + MESSAGE.formatted(1) + "]"));
        bodies.put("100 statuses", body("\"statuses\":[" + many(STATUS, 100) + "]"));
        bodies.put("12000 statuses", body("\"statuses\":[" + many(STATUS, 12_000) + "]"));
        return bodies;
    }

    private static String many(String element, int count) {
        return IntStream.range(0, count).mapToObj(element::formatted).collect(Collectors.joining(","));
    }

    private static byte[] body(String elements) {
        return BODY.formatted(elements).getBytes(UTF_8);
    }

    private void steps(String name, byte[] body, int millis) {
        var verifier = new HubVerifier(new Signature(List.of("secret")));
        var header = "sha256=" + HexFormat.of().formatHex(mac(body));
        var decoder = new MetaDecoder("meta", 64);
        var events = decoder.decode(body);
        System.out.printf("%-16s %8d bytes %6d events%n", name, body.length, events.size());
        print(
                "verify",
                events.size(),
                body,
                millis,
                bytes -> verifier.verify(header, bytes).secret());
        print(
                "decode",
                events.size(),
                body,
                millis,
                bytes -> decoder.decode(bytes).size());
        print(
                "encode",
                events.size(),
                body,
                millis,
                bytes -> events.stream()
                        .mapToInt(event -> EventCodec.encode(event).length)
                        .sum());
    }

    private static byte[] mac(byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("secret".getBytes(UTF_8), "HmacSHA256"));
            return mac.doFinal(body);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first half of the time warms up and does not count. */
    private void print(String step, int events, byte[] body, int millis, ToIntFunction<byte[]> work) {
        run(body, millis / 2, work);
        var cpu = THREADS.getCurrentThreadCpuTime();
        var bytes = THREADS.getCurrentThreadAllocatedBytes();
        var times = run(body, millis / 2, work);
        var perBody = (THREADS.getCurrentThreadCpuTime() - cpu) / 1000.0 / times;
        var allocated = (THREADS.getCurrentThreadAllocatedBytes() - bytes) / times;
        System.out.printf(
                "  %-7s %9.2f us/body %7.3f us/event %9d bytes/body %6d bytes/event%n",
                step, perBody, perBody / events, allocated, allocated / events);
    }

    private long run(byte[] body, int millis, ToIntFunction<byte[]> work) {
        var end = System.nanoTime() + millis * 1_000_000L;
        var times = 0L;
        for (; System.nanoTime() < end; times++) sink += work.applyAsInt(body);
        return times;
    }
}
