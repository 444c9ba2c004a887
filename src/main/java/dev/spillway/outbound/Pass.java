package dev.spillway.outbound;

import dev.spillway.limit.Need;
import java.util.List;

/**
 * The leave of the limits for one call.
 *
 * @param needs what it has taken
 * @param lease the name of its slots
 * @param marks by need, what the limit had spent by then; empty if nobody knows
 */
record Pass(List<Need> needs, String lease, List<Double> marks) {}
