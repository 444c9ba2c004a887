package dev.spillway.ingress.meta;

import dev.spillway.event.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A part and what surrounds it: all that its keys are made of.
 *
 * @param origin account, number and field
 * @param displayNumber the business number as digits, perhaps in another form than elsewhere; empty if not told
 * @param entryTime {@code entry.time} as it stands in the body; null if it is not there
 * @param part the part itself
 */
record Found(Origin origin, String displayNumber, @Nullable String entryTime, Part part) {
    Found with(Part other) {
        return new Found(origin, displayNumber, entryTime, other);
    }

    @Nullable
    String at(Place place) {
        return part.element().at(place);
    }

    String at(Place place, String otherwise) {
        var text = at(place);
        return text == null ? otherwise : text;
    }
}
