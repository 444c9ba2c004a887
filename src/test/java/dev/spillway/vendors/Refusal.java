package dev.spillway.vendors;

/** A vendor does not do what it was asked. */
final class Refusal extends RuntimeException {
    private final transient Said said;
    private final boolean limited;

    private Refusal(Said said, boolean limited) {
        super("refused", null, false, false);
        this.said = said;
        this.limited = limited;
    }

    static Refusal of(Said said) {
        return new Refusal(said, false);
    }

    /** Because a documented limit is used up. */
    static Refusal limited(Said said) {
        return new Refusal(said, true);
    }

    Said said() {
        return said;
    }

    boolean isLimited() {
        return limited;
    }
}
