package dev.spillway.outbound;

/**
 * How many deliveries may be out. After the destination has asked for a pause it starts again with one and doubles with each
 * that goes well, so that what has piled up does not fall on it at once.
 */
final class Ramp {
    private final int max;
    private int allowed;

    Ramp(int max) {
        this.max = max;
        this.allowed = max;
    }

    int allowed() {
        return allowed;
    }

    void startOver() {
        allowed = 1;
    }

    void wentWell() {
        allowed = (int) Math.min(max, 2L * allowed);
    }
}
