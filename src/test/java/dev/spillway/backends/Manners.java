package dev.spillway.backends;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How backends are treated that do not do what they did; a round that was left out is null and holds. */
record Manners(
        Notes.@Nullable Found notes,
        Breaking.@Nullable Found breaking,
        Renamed.@Nullable Found renamed,
        Hostile.@Nullable Found hostile) {
    static final Manners NONE = new Manners(null, null, null, null);

    /** What was not as it must be; empty if all was. */
    List<String> broken() {
        var broken = new ArrayList<String>();
        if (notes != null && !notes.holds()) broken.add("notes were lost or doubled, or hardly joined");
        if (breaking != null && !breaking.holds()) broken.add("a backend that fails was not left alone");
        if (renamed != null && !renamed.holds()) broken.add("a renamed field was not named, or held up others");
        if (hostile != null && !hostile.holds()) broken.add("hostile expressions held up others, or told of no error");
        return broken;
    }

    String lines() {
        return "- Notes joined: " + notes + "\n- A breaker: " + breaking + "\n- A field renamed: " + renamed
                + "\n- Hostile expressions: " + hostile + "\n";
    }
}
