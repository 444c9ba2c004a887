package dev.spillway.backends;

import java.util.Locale;

/**
 * People who write, one after the other. Each has a phone of ten digits.
 *
 * @param area three digits: people of different areas are different
 */
record People(String area) {
    private static final int FIRST = 1_000_000;

    /** As WhatsApp has it. */
    String phone(int number) {
        return "521" + national(number);
    }

    /** As it is without the 1. */
    String canonical(int number) {
        return "52" + national(number);
    }

    private String national(int number) {
        return String.format(Locale.ROOT, "%s%07d", area, FIRST + number);
    }
}
