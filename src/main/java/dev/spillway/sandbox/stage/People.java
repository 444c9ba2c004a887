package dev.spillway.sandbox.stage;

import java.util.Map;
import java.util.regex.Pattern;

/** Who has been seen: a person who has written is known by name; others are made up from their number. */
public final class People {
    public static final int PEOPLE_MAX = 200_000;

    private static final Pattern NO_DIGIT = Pattern.compile("\\D");
    private static final Map<String, String> COUNTRIES =
            Map.of("52", "MX", "55", "BR", "34", "ES", "54", "AR", "57", "CO");

    /** Whatever is multiplied by an odd number, modulo 2^64, remains one to one. */
    private static final long ODD = 0x9E37_79B9_7F4A_7C15L;

    private final Map<String, Person> byWaId = new BoundedMap<>(PEOPLE_MAX);
    private final Map<String, Person> byUserId = new BoundedMap<>(PEOPLE_MAX);

    public void remember(Person person) {
        if (!person.waId().isEmpty()) byWaId.put(person.waId(), person);
        byUserId.put(person.userId(), person);
    }

    public Person byNumber(String number) {
        var waId = waId(number);
        var known = byWaId.get(waId);
        return known == null ? new Person(waId, userId(waId), "") : known;
    }

    public Person byUserId(String userId) {
        var known = byUserId.get(userId);
        return known == null ? new Person("", userId, "") : known;
    }

    /** As Meta writes a number: digits, and Mexican mobiles with the 1 that people leave out. */
    public static String waId(String number) {
        var digits = NO_DIGIT.matcher(number).replaceAll("");
        return digits.startsWith("52") && digits.length() == 12 ? "521" + digits.substring(2) : digits;
    }

    /** The same id for the same number, so that load tests need not invent one; two numbers never have the same. */
    public static String userId(String waId) {
        var country = COUNTRIES.getOrDefault(waId.substring(0, Math.min(2, waId.length())), "US");
        return country + "." + Long.toUnsignedString(digits(waId) * ODD);
    }

    /** At most 18 digits fit; no telephone number has more than 15. */
    private static long digits(String waId) {
        var kept = waId.substring(Math.max(0, waId.length() - 18));
        return kept.isEmpty() ? 0 : Long.parseLong(kept);
    }
}
