package org.cellwise.op.sequence;

import java.util.Arrays;
import java.util.List;
import org.cellwise.math.FloatMath;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;

/**
 * Long short-term memory over whole sequences (Hochreiter and Schmidhuber, 1997; gates in PyTorch's order: input, forget,
 * candidate, output). x (B, T, 4 H), what the inputs give to the gates; w (H, 4 H) and b (4 H), from the state before;
 * y (B, T, H), the states. Each step: (i, f, g, o) = (σ, σ, tanh, σ)(x + h w + b), c = f c + i g, h = o tanh c. A fourth
 * input (B, T) may say which steps count, those whose number is not 0; the others leave c and h as they are.
 */
public record Lstm() implements Op {
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
    public void forward(Node node) {
        float[] gates = node.saved(GATES, R.gateValues(node));
        float[] cells = node.saved(CELLS, node.output().size());
        float[] squashed = node.saved(SQUASHED, node.output().size());
        float[] y = node.output().data();
        FloatMath math = node.compute().math();
        int h = R.width(node);
        R.copyInputs(node, gates);
        for (int t = 0; t < R.length(node); t++) {
            R.addFromState(node, t, gates);
            for (int row = 0; row < R.rows(node); row++) {
                int gate = R.gate(node, row, t);
                int at = R.state(node, row, t);
                R.addBias(node, gates, gate);
                math.sigmoid(gates, gate, gates, gate, 2 * h);
                math.tanh(gates, gate + 2 * h, gates, gate + 2 * h, h);
                math.sigmoid(gates, gate + 3 * h, gates, gate + 3 * h, h);
                cells(h, at, t == 0, gate, gates, cells);
                math.tanh(cells, at, squashed, at, h);
                for (int i = 0; i < h; i++) {
                    y[at + i] = gates[gate + 3 * h + i] * squashed[at + i];
                }
                if (!R.counts(node, row, t)) {
                    R.keep(node, row, t, cells);
                    R.keep(node, row, t, y);
                }
            }
        }
    }

    private static void cells(int h, int at, boolean first, int gate, float[] gates, float[] cells) {
        for (int i = 0; i < h; i++) {
            cells[at + i] = gates[gate + i] * gates[gate + 2 * h + i];
        }
        for (int i = 0; !first && i < h; i++) {
            cells[at + i] += gates[gate + h + i] * cells[at - h + i];
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
        float[] dh = node.saved(STATE_SLOPES, states);
        float[] dc = node.saved(CELL_SLOPES, states);
        float[] passed = node.saved(PASSED, states);
        Arrays.fill(dh, 0, states, 0f);
        Arrays.fill(dc, 0, states, 0f);
        for (int t = R.length(node) - 1; t >= 0; t--) {
            for (int row = 0; row < R.rows(node); row++) {
                if (R.counts(node, row, t)) {
                    gateSlopes(node, row, t, slopes, dh, dc);
                    Arrays.fill(passed, row * R.width(node), (row + 1) * R.width(node), 0f);
                } else {
                    pass(node, row, t, slopes, dh, passed);
                }
            }
            System.arraycopy(passed, 0, dh, 0, states);
            R.passToState(node, t, slopes, dh);
        }
        R.addGradients(node, slopes, slopes);
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
        slopes(
                h,
                at,
                before,
                gate,
                gate + h,
                gate + 2 * h,
                gate + 3 * h,
                gates,
                cells,
                squashed,
                dy,
                row * h,
                dh,
                dc,
                slopes);
        if (t == 0) {
            Arrays.fill(slopes, gate + h, gate + 2 * h, 0f);
        }
    }

    /** One row, in two plain loops, of which the compiler makes vectors. */
    private static void slopes(
            int h,
            int at,
            int before,
            int in,
            int forget,
            int candidate,
            int out,
            float[] gates,
            float[] cells,
            float[] squashed,
            float[] dy,
            int own,
            float[] dh,
            float[] dc,
            float[] slopes) {
        for (int i = 0; i < h; i++) {
            float o = gates[out + i];
            float s = squashed[at + i];
            float state = dh[own + i] + dy[at + i];
            slopes[out + i] = state * s * o * (1 - o);
            dc[own + i] += state * o * (1 - s * s);
        }
        for (int i = 0; i < h; i++) {
            float cell = dc[own + i];
            float g = gates[in + i];
            float f = gates[forget + i];
            float c = gates[candidate + i];
            slopes[in + i] = cell * c * g * (1 - g);
            slopes[forget + i] = cell * cells[before + i] * f * (1 - f);
            slopes[candidate + i] = cell * g * (1 - c * c);
            dc[own + i] = cell * f;
        }
    }
}
