package dev.spillway.gate;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.spillway.event.Phone;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where people are, by their phone number, else by the country that their user id begins with. Both may be wrong of people who
 * moved. Callable from any thread.
 */
public final class Places {
    private static final int COUNTRY = 2;

    private final PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    private final PhoneNumberToTimeZonesMapper mapper = PhoneNumberToTimeZonesMapper.getInstance();

    /** Reads its tables. Blocks for some 100 ms: call it before event loops need them. */
    public static Places load() {
        var places = new Places();
        places.place("525512345678", "").zones();
        places.place("", "MX.0").zones();
        return places;
    }

    /** Where a person is; looks at the phone number once, and only when somebody asks. */
    Place place(String phone, String userId) {
        return new Place(phone, userId);
    }

    /** Where a person is. Used by one thread. */
    final class Place {
        private final String userId;
        private final String phone;
        private @Nullable PhoneNumber number;
        private boolean looked;

        private Place(String phone, String userId) {
            this.phone = phone;
            this.userId = userId;
        }

        /** The time zones they may be in; empty if nothing tells. */
        List<ZoneId> zones() {
            return number().or(this::example).stream()
                    .flatMap(known -> mapper.getTimeZonesForGeographicalNumber(known).stream())
                    .flatMap(Places::zone)
                    .toList();
        }

        /** The country a message to them is charged by, two letters; empty if nothing tells. */
        String country() {
            return number().map(phones::getRegionCodeForNumber)
                    .filter(region -> region != null && region.length() == COUNTRY)
                    .orElseGet(() -> countryOf(userId));
        }

        private Optional<PhoneNumber> number() {
            if (!looked) number = parsed(phone).orElse(null);
            looked = true;
            return Optional.ofNullable(number);
        }

        private Optional<PhoneNumber> example() {
            return Optional.ofNullable(phones.getExampleNumberForType(countryOf(userId), PhoneNumberType.MOBILE));
        }
    }

    /** The canonical form: of the forms that are written in Mexico and Argentina the tables know one. */
    private Optional<PhoneNumber> parsed(String phone) {
        if (phone.isEmpty()) return Optional.empty();
        try {
            return Optional.of(phones.parse("+" + Phone.canonical(phone), null));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    private static String countryOf(String userId) {
        return userId.indexOf('.') == COUNTRY ? userId.substring(0, COUNTRY) : "";
    }

    private static Stream<ZoneId> zone(String id) {
        if (id.equals(PhoneNumberToTimeZonesMapper.getUnknownTimeZone())) return Stream.empty();
        try {
            return Stream.of(ZoneId.of(id));
        } catch (DateTimeException e) {
            return Stream.empty();
        }
    }
}
