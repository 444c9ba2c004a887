package dev.spillway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.gate.SendClass;
import dev.spillway.lane.Priority;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final Map<String, Object> HELLO = Map.of("text", "hola");
    private static final String FIRST = of("acme", posted("order-1", "5215550104321", "sendText", HELLO));

    private static Posted posted(String clientRef, String phone, String operation, Map<String, Object> input) {
        return new Posted(
                clientRef,
                Recipient.ofPhone(phone),
                new Senders.Wish("", "", ""),
                SendClass.NOTICE,
                Priority.NORMAL,
                "",
                operation,
                input);
    }

    private static String of(String tenant, Posted posted) {
        return Fingerprint.of(tenant, posted).value();
    }

    private static String of(Map<String, Object> input) {
        return of("acme", posted("order-1", "5215550104321", "sendText", input));
    }

    @Property
    void theOrderOfMembersSaysNothing(@ForAll("objects") Map<String, Object> input, @ForAll Random random) {
        assertThat(of(shuffled(input, random))).isEqualTo(of(input));
    }

    @Property
    void anyOtherContentIsAnotherMessage(
            @ForAll("objects") Map<String, Object> one, @ForAll("objects") Map<String, Object> other) {
        Assume.that(!one.equals(other));
        assertThat(of(one)).isNotEqualTo(of(other));
    }

    @Property
    void aChangeAnywhereIsAnotherMessage(@ForAll("objects") Map<String, Object> input, @ForAll Random random) {
        assertThat(of(changed(input, random))).isNotEqualTo(of(input));
    }

    @Test
    void eachOfItsPartsCounts() {
        assertThat(List.of(
                        of("other", posted("order-1", "5215550104321", "sendText", HELLO)),
                        of("acme", posted("order-2", "5215550104321", "sendText", HELLO)),
                        of("acme", posted("order-1", "5215550104322", "sendText", HELLO)),
                        of("acme", posted("order-1", "5215550104321", "sendMedia", HELLO)),
                        of("acmeorder", posted("-1", "5215550104321", "sendText", HELLO))))
                .doesNotContain(FIRST)
                .doesNotHaveDuplicates();
    }

    @Test
    void theSamePhoneWrittenInAnotherWayIsTheSameRecipient() {
        assertThat(of("acme", posted("order-1", "+525550104321", "sendText", HELLO)))
                .isEqualTo(FIRST);
    }

    @Test
    void whoSendsItAndHowIsNotItsContent() {
        var other = new Posted(
                "order-1",
                Recipient.ofPhone("5215550104321"),
                new Senders.Wish("norte", "", "centro"),
                SendClass.REPLY,
                Priority.URGENT,
                "es-MX",
                "sendText",
                HELLO);
        assertThat(of("acme", other)).isEqualTo(FIRST);
    }

    private static Map<String, Object> shuffled(Map<String, Object> input, Random random) {
        var members = new ArrayList<>(input.entrySet());
        Collections.shuffle(members, random);
        var shuffled = new LinkedHashMap<String, Object>();
        members.forEach(member -> shuffled.put(member.getKey(), shuffled(member.getValue(), random)));
        return shuffled;
    }

    @SuppressWarnings("unchecked") // made below
    private static Object shuffled(Object value, Random random) {
        if (value instanceof Map<?, ?> map) return shuffled((Map<String, Object>) map, random);
        return value instanceof List<?> list
                ? list.stream().map(each -> shuffled(each, random)).toList()
                : value;
    }

    /** One member is dropped, or replaced by a text that no generated one has. */
    private static Map<String, Object> changed(Map<String, Object> input, Random random) {
        var keys = new ArrayList<>(input.keySet());
        var key = keys.get(random.nextInt(keys.size()));
        var changed = new LinkedHashMap<>(input);
        if (random.nextBoolean()) changed.remove(key);
        else changed.put(key, "another");
        return changed;
    }

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        return object(2);
    }

    private static Arbitrary<Map<String, Object>> object(int depth) {
        var names = Arbitraries.of("text", "name", "a", "b", "ab");
        return Arbitraries.maps(names, value(depth)).ofMinSize(1).map(LinkedHashMap::new);
    }

    private static Arbitrary<Object> value(int depth) {
        var scalar = Arbitraries.<Object>of("x", "1", 1, true, "", "a\":\"b");
        if (depth == 0) return scalar;
        var list = value(depth - 1).list().ofMaxSize(3).map(Object.class::cast);
        return Arbitraries.oneOf(scalar, list, object(depth - 1).map(Object.class::cast));
    }
}
