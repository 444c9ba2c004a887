package dev.spillway.whatsapp.message;

import java.math.BigDecimal;
import java.util.Optional;

/** {@code sendLocation {latitude, longitude, name?, address?}}, in degrees. */
record LocationMessage(BigDecimal latitude, BigDecimal longitude, Optional<String> name, Optional<String> address)
        implements Content {
    private static final BigDecimal LATITUDE_MAX = BigDecimal.valueOf(90);
    private static final BigDecimal LONGITUDE_MAX = BigDecimal.valueOf(180);
    /** Meta names no limit; this is one. */
    private static final int TEXT_MAX = 1000;

    static LocationMessage read(Fields input) {
        return new LocationMessage(
                input.number("latitude", LATITUDE_MAX.negate(), LATITUDE_MAX),
                input.number("longitude", LONGITUDE_MAX.negate(), LONGITUDE_MAX),
                input.optionalText("name", TEXT_MAX),
                input.optionalText("address", TEXT_MAX));
    }

    @Override
    public String type() {
        return "location";
    }

    @Override
    public Object json() {
        return Pairs.of("latitude", latitude)
                .and("longitude", longitude)
                .and("name", name)
                .and("address", address)
                .map();
    }
}
