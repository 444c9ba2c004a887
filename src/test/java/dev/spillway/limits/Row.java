package dev.spillway.limits;

import java.util.Locale;

/**
 * What came of one stretch, beside what was promised.
 *
 * @param what was tried
 * @param used part of the limit
 * @param usedMin promised of it
 * @param judged what Meta found in the times of all that came
 * @param doubled messages that were sent twice
 * @param missing messages that were not sent though there was time
 * @param unknown messages of which nobody can tell whether they arrived
 * @param disordered messages that came after a later one of the same person
 * @param kept whether all else was as promised
 * @param note what else was seen; empty for nothing
 */
record Row(
        String what,
        double used,
        double usedMin,
        Judgement judged,
        int doubled,
        int missing,
        int unknown,
        int disordered,
        boolean kept,
        String note) {
    private static final double REFUSED_MAX = 0.005;

    /** What all that came says, with nothing missing. */
    static Row of(String what, Judgement judged, Arrived arrived) {
        return new Row(what, 1, 0, judged, arrived.doubled(), 0, 0, arrived.disordered(), true, arrived.repeats());
    }

    /** With what part of the limit was used, and what was promised of it. */
    Row used(double part, double min) {
        return new Row(what, part, min, judged, doubled, missing, unknown, disordered, kept, note);
    }

    Row missing(int count) {
        return new Row(what, used, usedMin, judged, doubled, count, unknown, disordered, kept, note);
    }

    Row unknown(int count) {
        return new Row(what, used, usedMin, judged, doubled, missing, count, disordered, kept, note);
    }

    /** With something else that was seen. */
    Row seen(String more) {
        var both = note.isEmpty() ? more : note + "; " + more;
        return new Row(what, used, usedMin, judged, doubled, missing, unknown, disordered, kept, both);
    }

    /** With something else that was seen, and is as promised or not. */
    Row kept(boolean promise, String more) {
        var seen = seen(more);
        return new Row(what, used, usedMin, judged, doubled, missing, unknown, disordered, kept && promise, seen.note);
    }

    /** On a machine that was so busy: it is said where that may be the reason, and the promise stands. */
    Row on(Cores cores) {
        if (used >= usedMin || !cores.wereFull()) return seen(cores.toString());
        return seen(cores + ": THE MACHINE MAY HAVE BEEN THE LIMIT");
    }

    /** Whether something was promised of what is used. */
    boolean tellsUse() {
        return usedMin > 0;
    }

    boolean holds() {
        return judged.over() == 0
                && used >= usedMin
                && judged.refused() <= REFUSED_MAX
                && doubled + missing + disordered == 0
                && kept;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: used %.3f, worst second %.3f, worst ten seconds %.3f, over %d, turned away %.4f (for a person %d),"
                        + " doubled %d, missing %d, unknown %d, out of order %d; Meta stood still for %d ms%s%s",
                what,
                used,
                judged.second(),
                judged.tenSeconds(),
                judged.over(),
                judged.refused(),
                judged.pairRefusals(),
                doubled,
                missing,
                unknown,
                disordered,
                judged.stoppedMs(),
                note.isEmpty() ? "" : "; " + note,
                holds() ? "" : "  BROKEN");
    }
}
