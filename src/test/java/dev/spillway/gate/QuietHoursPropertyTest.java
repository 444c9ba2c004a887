package dev.spillway.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class QuietHoursPropertyTest {
    private static final long FROM_2024 = 1_704_067_200L;
    private static final long TO_2030 = 1_893_456_000L;

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                        "America/Mexico_City",
                        "America/Tijuana",
                        "America/Sao_Paulo",
                        "America/Santiago",
                        "America/Asuncion",
                        "America/Havana",
                        "America/New_York",
                        "Europe/Lisbon",
                        "Europe/Madrid",
                        "Asia/Kathmandu",
                        "Australia/Lord_Howe",
                        "Pacific/Apia",
                        "Africa/Casablanca",
                        "UTC")
                .map(ZoneId::of);
    }

    private static boolean isQuiet(Instant at, ZoneId zone, LocalTime from, LocalTime to) {
        var time = at.atZone(zone).toLocalTime();
        if (from.equals(to)) return false;
        var late = !time.isBefore(from);
        return from.isBefore(to) ? late && time.isBefore(to) : late || time.isBefore(to);
    }

    /** Clocks put forward and back, at any hour of any of these zones, included. */
    @Property(tries = 3_000)
    void waitsExactlyWhileItIsQuietAndNeverIntoTheNextQuietHours(
            @ForAll @LongRange(min = FROM_2024, max = TO_2030) long seconds,
            @ForAll("zones") ZoneId zone,
            @ForAll @IntRange(max = 1_439) int fromMinute,
            @ForAll @IntRange(max = 1_439) int toMinute) {
        var now = Instant.ofEpochSecond(seconds);
        var from = LocalTime.ofSecondOfDay(fromMinute * 60L);
        var to = LocalTime.ofSecondOfDay(toMinute * 60L);
        var until = new QuietHours(from, to).until(now, List.of(zone));
        assertThat(until.isPresent()).isEqualTo(isQuiet(now, zone, from, to));
        until.ifPresent(end -> {
            assertThat(end).isAfter(now).isBefore(now.plus(Duration.ofHours(50)));
            assertThat(isQuiet(end, zone, from, to)).isFalse();
        });
    }

    @Property(tries = 1_000)
    void whereverThePersonMayBeItIsNotQuietWhenTheWaitIsOver(
            @ForAll @LongRange(min = FROM_2024, max = TO_2030) long seconds,
            @ForAll @Size(min = 1, max = 3) List<@net.jqwik.api.From("american") ZoneId> zones) {
        var now = Instant.ofEpochSecond(seconds);
        var from = LocalTime.of(21, 0);
        var to = LocalTime.of(9, 0);
        var at = new QuietHours(from, to).until(now, zones).orElse(now);
        assertThat(zones).noneMatch(zone -> isQuiet(at, zone, from, to));
    }

    @Provide
    Arbitrary<ZoneId> american() {
        return Arbitraries.of("America/Tijuana", "America/Mexico_City", "America/Cancun", "America/Sao_Paulo")
                .map(ZoneId::of);
    }

    @Example
    void endsAtNineOfTheMorningAfterClocksWerePutForward() {
        // New York, 8 March 2026: 2 o'clock became 3.
        var until = new QuietHours(LocalTime.of(21, 0), LocalTime.of(9, 0))
                .until(Instant.parse("2026-03-08T04:00:00Z"), List.of(ZoneId.of("America/New_York")));
        assertThat(until).contains(Instant.parse("2026-03-08T13:00:00Z"));
    }

    @Example
    void endsAtTheSecondOfTwoEqualHours() {
        // New York, 1 November 2026: half past one comes at 5:30 and at 6:30 UTC; here the first is over.
        var until = new QuietHours(LocalTime.of(1, 0), LocalTime.of(1, 30))
                .until(Instant.parse("2026-11-01T06:10:00Z"), List.of(ZoneId.of("America/New_York")));
        assertThat(until).contains(Instant.parse("2026-11-01T06:30:00Z"));
    }

    @Example
    void whoAreNeverAllAwakeGoByTheFirstZone() {
        var zones = List.of(ZoneId.of("America/Mexico_City"), ZoneId.of("Asia/Kathmandu"));
        var until = new QuietHours(LocalTime.of(10, 0), LocalTime.of(9, 0))
                .until(Instant.parse("2026-11-10T18:00:00Z"), zones);
        assertThat(until).contains(Instant.parse("2026-11-11T15:00:00Z"));
    }
}
