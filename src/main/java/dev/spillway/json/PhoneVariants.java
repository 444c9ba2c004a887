package dev.spillway.json;

import dev.spillway.event.Phone;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The ways a CRM may have written one number, most likely first: canonical and with the country's mobile prefix, each with
 * and without plus sign, then the national number.
 */
final class PhoneVariants {
    private PhoneVariants() {}

    static List<String> of(String phone) {
        var canonical = Phone.canonical(phone);
        if (canonical.isEmpty()) return List.of();
        var international = new LinkedHashSet<>(List.of(canonical, mobile(canonical)));
        var variants = new ArrayList<String>();
        international.forEach(number -> variants.add("+" + number));
        variants.addAll(international);
        variants.addAll(national(canonical));
        return variants;
    }

    /** With the digit that the canonical form leaves out; the same number where there is none. */
    private static String mobile(String canonical) {
        if (isMexican(canonical)) return "521" + canonical.substring(2);
        if (isArgentine(canonical)) return "549" + canonical.substring(2);
        if (isBrazilian(canonical)) return canonical.substring(0, 4) + "9" + canonical.substring(4);
        return canonical;
    }

    private static List<String> national(String canonical) {
        if (isMexican(canonical) || isArgentine(canonical)) return List.of(canonical.substring(2));
        if (isBrazilian(canonical)) return List.of(mobile(canonical).substring(2), canonical.substring(2));
        return List.of();
    }

    private static boolean isMexican(String number) {
        return number.length() == 12 && number.startsWith("52");
    }

    private static boolean isArgentine(String number) {
        return number.length() == 12 && number.startsWith("54");
    }

    private static boolean isBrazilian(String number) {
        return number.length() == 12 && number.startsWith("55");
    }
}
