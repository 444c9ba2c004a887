package dev.spillway.plan;

/**
 * One measured cost.
 *
 * @param value more than 0
 * @param unit of the value
 * @param meaning what it is the cost of
 * @param measured the command that measured it
 */
public record Figure(double value, String unit, String meaning, String measured) {
    public Figure {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException("value must be more than 0, was " + value);
        }
    }
}
