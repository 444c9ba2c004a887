package dev.spillway.ingress.meta;

import dev.spillway.event.ContactKey;
import dev.spillway.event.Phone;
import org.jspecify.annotations.Nullable;

/**
 * The person an element is about, by what the element itself says. The contacts beside it are not asked: a repeat may come
 * with others, and must reach the same shard.
 *
 * @param user business-scoped user id
 * @param phone a phone number, or a user id that stands in its place
 */
record Who(@Nullable String user, @Nullable String phone) {
    private static final int PHONE_DIGITS_MIN = 5;
    private static final int PHONE_LENGTH_MAX = 32;

    static Who writer(Found found) {
        return new Who(found.at(Place.FROM_USER), found.at(Place.FROM));
    }

    static Who addressee(Found found) {
        return new Who(found.at(Place.TO_USER), found.at(Place.TO));
    }

    /** In a group the participant; a group's own id is no person. */
    static @Nullable Who recipient(Found found) {
        var participant = new Who(found.at(Place.PARTICIPANT_USER), found.at(Place.PARTICIPANT));
        if (!participant.isEmpty()) return participant;
        if ("group".equals(found.at(Place.RECIPIENT_TYPE))) return null;
        return new Who(found.at(Place.RECIPIENT_USER), found.at(Place.RECIPIENT));
    }

    /** Only people have user ids; a call without one tells by its direction which end is the person. */
    static Who caller(Found found) {
        var called = "BUSINESS_INITIATED".equals(found.at(Place.DIRECTION));
        var user = called ? found.at(Place.TO_USER) : found.at(Place.FROM_USER);
        return new Who(user, found.at(called ? Place.TO : Place.FROM));
    }

    static Who subject(Found found) {
        return new Who(found.at(Place.USER_ID), found.at(Place.WA_ID));
    }

    /** By the id known so far: that is where the person's earlier events are. */
    static Who formerUser(Found found) {
        return new Who(found.at(Place.USER_BEFORE), found.at(Place.WA_ID));
    }

    static Who listed(Found found) {
        return new Who(null, found.at(Place.LISTED_PHONE));
    }

    static Who thread(Found found) {
        return new Who(null, found.part().thread());
    }

    /** The end that is not the business. */
    static Who otherEnd(Found found) {
        var writer = writer(found);
        var ours = writer.user == null && writer.phone != null && Phone.same(writer.phone, found.displayNumber());
        return ours ? addressee(found) : writer;
    }

    private boolean isEmpty() {
        return user == null && phone == null;
    }

    /** The key of this person; null if neither id is one. */
    @Nullable
    ContactKey key() {
        if (user != null) return ContactKey.ofUser(user);
        if (phone == null) return null;
        if (isUserId(phone)) return ContactKey.ofUser(phone);
        return isPhone(phone) ? ContactKey.ofPhone(phone) : null;
    }

    /** Two capital letters, a dot, letters and digits: {@code MX.4829…}, {@code MX.ENT.9001…}. */
    private static boolean isUserId(String text) {
        return text.length() > 3
                && text.charAt(2) == '.'
                && isCapital(text.charAt(0))
                && isCapital(text.charAt(1))
                && isOfUserId(text);
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isOfUserId(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c != '.' && (c >= 128 || !Character.isLetterOrDigit(c))) return false;
        }
        return true;
    }

    private static boolean isPhone(String text) {
        if (text.length() > PHONE_LENGTH_MAX) return false;
        var digits = 0;
        for (var i = 0; i < text.length(); i++) {
            if (isDigit(text.charAt(i))) {
                digits++;
            } else if ("+-() ".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return digits >= PHONE_DIGITS_MIN;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
