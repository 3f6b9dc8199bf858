package org.cellwise.op.sequence;

import java.util.Arrays;
import java.util.List;
import org.cellwise.math.FloatMath;
import org.cellwise.op.activation.Ranged;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Shape;

/**
 * Long short-term memory over whole sequences (Hochreiter and Schmidhuber, 1997; gates in PyTorch's order: input, forget,
 * candidate, output). x (B, T, 4 H), what the inputs give to the gates; w (H, 4 H) and b (4 H), from the state before;
 * y (B, T, H), the states. Each step: (i, f, g, o) = (σ, σ, tanh, σ)(x + h w + b), c = f c + i g, h = o tanh c. A fourth
 * input (B, T) may say which steps count, those whose number is not 0; the others leave c and h as they are.
 */
public record Lstm() implements Ranged {
    private static final Recurrence R = new Recurrence("lstm", 4);

    /** Slots of the saved buffers: gates and cells for every step, slopes for every step, and by state and cell. */
    private static final int GATES = 0;

    private static final int CELLS = 1;
    private static final int SQUASHED = 2;
    private static final int GATE_SLOPES = 3;
    private static final int STATE_SLOPES = 4;
    private static final int CELL_SLOPES = 5;
    private static final int PASSED = 6;

    @Override
    public Shape shape(Node node) {
        return R.shape(node);
    }

    @Override
    public double multiplyAdds(Node node) {
        return (double) R.gateValues(node) * R.width(node);
    }

    @Override
    public double keeps(Node node) {
        return 2.0 * R.gateValues(node) + 2.0 * node.output().size();
    }

    @Override
    public int items(Node node) {
        return R.rows(node);
    }

    @Override
    public long cost(Node node) {
        return R.cost(node);
    }

    @Override
    public int grain() {
        return Recurrence.ROWS;
    }

    @Override
    public void forward(Node node) {
        node.saved(GATES, R.gateValues(node));
        node.saved(CELLS, node.output().size());
        node.saved(SQUASHED, node.output().size());
        R.pack(node);
        Ranged.super.forward(node);
    }

    @Override
    public void forward(Node node, int from, int to) {
        float[] gates = node.saved(GATES, R.gateValues(node));
        float[] cells = node.saved(CELLS, node.output().size());
        float[] squashed = node.saved(SQUASHED, node.output().size());
        float[] y = node.output().data();
        FloatMath math = node.compute().math();
        int h = R.width(node);
        R.copyInputs(node, from, to, gates);
        for (int t = 0; t < R.length(node); t++) {
            R.addFromState(node, from, to, t, gates);
            for (int row = from; row < to; row++) {
                int gate = R.gate(node, row, t);
                int at = R.state(node, row, t);
                R.addBias(node, gates, gate);
                math.sigmoid(gates, gate, gates, gate, 2 * h);
                math.tanh(gates, gate + 2 * h, gates, gate + 2 * h, h);
                math.sigmoid(gates, gate + 3 * h, gates, gate + 3 * h, h);
                math.times(gates, gate, gates, gate + 2 * h, cells, at, h);
                if (t > 0) {
                    math.addTimes(gates, gate + h, cells, at - h, cells, at, h);
                }
                math.tanh(cells, at, squashed, at, h);
                math.times(gates, gate + 3 * h, squashed, at, y, at, h);
                if (!R.counts(node, row, t)) {
                    R.keep(node, row, t, cells);
                    R.keep(node, row, t, y);
                }
            }
        }
    }

    @Override
    public List<Inner> inner(Node node) {
        return R.inner(
                node, node.saved(GATES, R.gateValues(node)), "input gate", "forget gate", "candidate", "output gate");
    }

    @Override
    public void backward(Node node) {
        int states = R.rows(node) * R.width(node);
        float[] slopes = node.saved(GATE_SLOPES, R.gateValues(node));
        node.saved(STATE_SLOPES, states);
        node.saved(CELL_SLOPES, states);
        node.saved(PASSED, states);
        R.packAcross(node);
        Ranged.super.backward(node);
        R.addGradients(node, slopes, slopes);
    }

    @Override
    public void backward(Node node, int from, int to) {
        int states = R.rows(node) * R.width(node);
        float[] slopes = node.saved(GATE_SLOPES, R.gateValues(node));
        float[] dh = node.saved(STATE_SLOPES, states);
        float[] dc = node.saved(CELL_SLOPES, states);
        float[] passed = node.saved(PASSED, states);
        int first = from * R.width(node);
        int end = to * R.width(node);
        Arrays.fill(dh, first, end, 0f);
        Arrays.fill(dc, first, end, 0f);
        for (int t = R.length(node) - 1; t >= 0; t--) {
            for (int row = from; row < to; row++) {
                if (R.counts(node, row, t)) {
                    gateSlopes(node, row, t, slopes, dh, dc);
                    Arrays.fill(passed, row * R.width(node), (row + 1) * R.width(node), 0f);
                } else {
                    pass(node, row, t, slopes, dh, passed);
                }
            }
            System.arraycopy(passed, first, dh, first, end - first);
            R.passToState(node, from, to, t, slopes, dh);
        }
    }

    /** A step that does not count: no slopes by its gates, and what comes from later steps goes on to the one before. */
    private static void pass(Node node, int row, int t, float[] slopes, float[] dh, float[] passed) {
        int gate = R.gate(node, row, t);
        Arrays.fill(slopes, gate, gate + R.gateWidth(node), 0f);
        int width = R.width(node);
        for (int i = 0; i < width; i++) {
            passed[row * width + i] = dh[row * width + i] + node.output().gradient()[R.state(node, row, t) + i];
        }
    }

    /** Slopes by the sums that enter the gates of one step; leaves in dc the slopes by the cell of the step before. */
    private static void gateSlopes(Node node, int row, int t, float[] slopes, float[] dh, float[] dc) {
        float[] gates = node.saved(GATES, R.gateValues(node));
        float[] cells = node.saved(CELLS, node.output().size());
        float[] squashed = node.saved(SQUASHED, node.output().size());
        float[] dy = node.output().gradient();
        int h = R.width(node);
        int at = R.state(node, row, t);
        int gate = R.gate(node, row, t);
        int before = t == 0 ? at : at - h; // at the first step what comes of it is not used
        node.compute().math().lstmSlopes(h, gates, gate, cells, before, squashed, dy, at, dh, dc, row * h, slopes);
        if (t == 0) {
            Arrays.fill(slopes, gate + h, gate + 2 * h, 0f);
        }
    }
}
