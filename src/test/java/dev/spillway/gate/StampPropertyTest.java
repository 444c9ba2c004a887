package dev.spillway.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class StampPropertyTest {
    @Provide
    Arbitrary<Stamp> stamps() {
        var times = Arbitraries.longs().between(998, 1_002).map(Instant::ofEpochMilli);
        var words = Arbitraries.of("stop", "go");
        return Combinators.combine(times, times, words, Arbitraries.of("api", "word"))
                .as(Stamp::new);
    }

    @Property
    void theSameStampIsLeftInWhateverOrderTheyCome(@ForAll("stampLists") List<Stamp> stamps, @ForAll Random shuffling) {
        var shuffled = new ArrayList<>(stamps);
        Collections.shuffle(shuffled, shuffling);
        assertThat(left(shuffled)).isEqualTo(left(stamps));
    }

    @Property
    void whatIsLeftIsOfTheNewestAndStopsIfOneOfThoseStops(@ForAll("stampLists") List<Stamp> stamps) {
        var newest = stamps.stream().map(Stamp::at).max(Instant::compareTo).orElseThrow();
        var stops = stamps.stream()
                .anyMatch(stamp -> stamp.at().equals(newest) && stamp.word().equals("stop"));
        assertThat(left(stamps).at()).isEqualTo(newest);
        assertThat(left(stamps).word()).isEqualTo(stops ? "stop" : "go");
    }

    @Property
    void ofTwoOneWinsOrTheyAreTheSame(@ForAll("stamps") Stamp one, @ForAll("stamps") Stamp other) {
        assertThat(one.winsOver(other) ^ other.winsOver(one)).isNotEqualTo(one.equals(other));
    }

    @Provide
    Arbitrary<List<Stamp>> stampLists() {
        return stamps().list().ofMinSize(1).ofMaxSize(8);
    }

    private static Stamp left(List<Stamp> stamps) {
        @Nullable Stamp left = null;
        for (var stamp : stamps) if (stamp.winsOver(left)) left = stamp;
        return java.util.Objects.requireNonNull(left);
    }
}
