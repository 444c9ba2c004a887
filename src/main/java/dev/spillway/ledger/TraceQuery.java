package dev.spillway.ledger;

import dev.spillway.event.ContactKey;
import dev.spillway.event.EventId;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What to trace.
 *
 * @param by which sort of id
 * @param value the id, as people write it
 * @param limit most rows to answer, 1..{@value #LIMIT_MAX}
 */
public record TraceQuery(By by, String value, int limit) {
    /** The limit of one who names none. */
    public static final int LIMIT_DEFAULT = 500;

    /** The most anyone gets. */
    public static final int LIMIT_MAX = 5000;

    private static final int VALUE_MAX = 1024;
    private static final Pattern STORED_KEY = Pattern.compile("[upnas]:.+");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9 ().-]{5,}");

    /** The sorts of ids. */
    public enum By {
        /** Our id of an event, 32 hex digits. */
        EVENT,
        /** A provider's message id. */
        MESSAGE,
        /** A phone in any form, a business-scoped user id, or a stored contact key. */
        CONTACT,
        /** Our id of a delivery. */
        DELIVERY,
        /** An order number. */
        ORDER;

        /** As it stands in a URL. */
        public String parameter() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public TraceQuery {
        value = value.strip();
        if (value.isEmpty()) throw new IllegalArgumentException(by.parameter() + " is empty");
        if (value.length() > VALUE_MAX || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(by.parameter() + " is no id of ours");
        }
        if (by == By.EVENT && !EventId.isOne(value)) {
            throw new IllegalArgumentException("event must be an event id: 32 hex digits, lower case");
        }
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("limit must be 1.." + LIMIT_MAX + ", was " + limit);
        }
    }

    /** The values that the column may hold for this one. */
    public List<String> candidates() {
        return by == By.CONTACT ? contacts() : List.of(value);
    }

    private List<String> contacts() {
        if (STORED_KEY.matcher(value).matches()) return List.of(value);
        var phone = PHONE.matcher(value).matches();
        return List.of((phone ? ContactKey.ofPhone(value) : ContactKey.ofUser(value)).value());
    }

    @Override
    public String toString() {
        return "TraceQuery[" + by.parameter() + "=***, limit=" + limit + "]";
    }
}
