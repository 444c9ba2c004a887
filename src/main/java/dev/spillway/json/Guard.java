package dev.spillway.json;

import com.dashjoin.jsonata.Jsonata.EntryCallback;
import com.dashjoin.jsonata.Jsonata.ExitCallback;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.dashjoin.jsonata.Parser.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * Bounds one evaluation: time, depth, and the weight of every intermediate value. The engine's own bounds know time and
 * depth only, so that one doubling string or one long range still filled the heap. One instance an evaluation.
 */
final class Guard implements EntryCallback, ExitCallback {
    /** Nodes within nodes; mappings written by people stay below 50. */
    private static final int DEPTH_MAX = 100;

    private final Weight weight;
    private final Stopwatch stopwatch = new Stopwatch();
    private int depth;

    Guard(Weight weight) {
        this.weight = weight;
    }

    /** A frame whose evaluation this guard watches. */
    Frame frame() {
        var frame = new Frame(null);
        frame.setEvaluateEntryCallback(this);
        frame.setEvaluateExitCallback(this);
        return frame;
    }

    @Override
    public void callback(Symbol node, @Nullable Object input, Frame frame) {
        depth++;
        if (depth > DEPTH_MAX) throw new ExpressionException("nested or recursive deeper than " + DEPTH_MAX);
        if (stopwatch.isOver()) throw new ExpressionException("took longer than 250 ms");
    }

    @Override
    public void callback(Symbol node, @Nullable Object input, Frame frame, @Nullable Object result) {
        depth--;
        weight.check(result);
    }
}
