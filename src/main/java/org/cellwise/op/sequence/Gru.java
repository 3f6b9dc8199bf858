package org.cellwise.op.sequence;

import java.util.Arrays;
import java.util.List;
import org.cellwise.math.FloatMath;
import org.cellwise.op.activation.Ranged;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Shape;

/**
 * Gated recurrent unit over whole sequences (Cho et al., 2014; gates in PyTorch's order: reset, update, candidate, and the
 * reset gate behind the product). x (B, T, 3 H), what the inputs give to the gates; w (H, 3 H) and b (3 H), from the state
 * before; y (B, T, H), the states. Each step: s = h w + b, r = σ(x₁ + s₁), z = σ(x₂ + s₂), n = tanh(x₃ + r s₃), h = (1 -
 * z) n + z h. A fourth input (B, T) may say which steps count, those whose number is not 0; the others leave h as it is.
 */
public record Gru() implements Ranged {
    private static final Recurrence R = new Recurrence("gru", 3);

    /** Slots of the saved buffers: gates and what the state gives to them for every step, and the slopes by each. */
    private static final int GATES = 0;

    private static final int FROM_STATE = 1;
    private static final int INPUT_SLOPES = 2;
    private static final int STATE_SLOPES = 3;
    private static final int SLOPES = 4;
    private static final int PASSED = 5;

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
        return 4.0 * R.gateValues(node);
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
        node.saved(FROM_STATE, R.gateValues(node));
        R.pack(node);
        Ranged.super.forward(node);
    }

    @Override
    public void forward(Node node, int from, int to) {
        float[] gates = node.saved(GATES, R.gateValues(node));
        float[] fromState = node.saved(FROM_STATE, R.gateValues(node));
        R.copyInputs(node, from, to, gates);
        Arrays.fill(fromState, R.gate(node, from, 0), R.gate(node, to, 0), 0f);
        for (int t = 0; t < R.length(node); t++) {
            R.addFromState(node, from, to, t, fromState);
            for (int row = from; row < to; row++) {
                R.addBias(node, fromState, R.gate(node, row, t));
                step(node, row, t, gates, fromState);
                if (!R.counts(node, row, t)) {
                    R.keep(node, row, t, node.output().data());
                }
            }
        }
    }

    private static void step(Node node, int row, int t, float[] gates, float[] fromState) {
        FloatMath math = node.compute().math();
        float[] y = node.output().data();
        int h = R.width(node);
        int gate = R.gate(node, row, t);
        int at = R.state(node, row, t);
        math.axpy(2 * h, 1, fromState, gate, gates, gate);
        math.sigmoid(gates, gate, gates, gate, 2 * h);
        for (int i = gate; i < gate + h; i++) {
            gates[i + 2 * h] += gates[i] * fromState[i + 2 * h];
        }
        math.tanh(gates, gate + 2 * h, gates, gate + 2 * h, h);
        for (int i = 0; i < h; i++) {
            float update = gates[gate + h + i];
            float before = t == 0 ? 0 : y[at - h + i];
            y[at + i] = (1 - update) * gates[gate + 2 * h + i] + update * before;
        }
    }

    @Override
    public List<Inner> inner(Node node) {
        return R.inner(node, node.saved(GATES, R.gateValues(node)), "reset gate", "update gate", "candidate");
    }

    @Override
    public void backward(Node node) {
        int states = R.rows(node) * R.width(node);
        float[] byInput = node.saved(INPUT_SLOPES, R.gateValues(node));
        float[] byState = node.saved(STATE_SLOPES, R.gateValues(node));
        node.saved(SLOPES, states);
        node.saved(PASSED, states);
        R.packAcross(node);
        Ranged.super.backward(node);
        R.addGradients(node, byInput, byState);
    }

    @Override
    public void backward(Node node, int from, int to) {
        int states = R.rows(node) * R.width(node);
        float[] byState = node.saved(STATE_SLOPES, R.gateValues(node));
        float[] dh = node.saved(SLOPES, states);
        float[] passed = node.saved(PASSED, states);
        int first = from * R.width(node);
        int end = to * R.width(node);
        Arrays.fill(dh, first, end, 0f);
        for (int t = R.length(node) - 1; t >= 0; t--) {
            for (int row = from; row < to; row++) {
                if (R.counts(node, row, t)) {
                    gateSlopes(node, row, t, dh, passed);
                } else {
                    pass(node, row, t, dh, passed);
                }
            }
            System.arraycopy(passed, first, dh, first, end - first);
            R.passToState(node, from, to, t, byState, dh);
        }
    }

    /** A step that does not count: no slopes by its gates, and what comes from later steps goes on to the one before. */
    private static void pass(Node node, int row, int t, float[] dh, float[] passed) {
        int gate = R.gate(node, row, t);
        Arrays.fill(node.saved(INPUT_SLOPES, R.gateValues(node)), gate, gate + R.gateWidth(node), 0f);
        Arrays.fill(node.saved(STATE_SLOPES, R.gateValues(node)), gate, gate + R.gateWidth(node), 0f);
        int width = R.width(node);
        for (int i = 0; i < width; i++) {
            passed[row * width + i] = dh[row * width + i] + node.output().gradient()[R.state(node, row, t) + i];
        }
    }

    /** Slopes by both sums that enter the gates of one step; leaves in passed what goes to the state before directly. */
    private static void gateSlopes(Node node, int row, int t, float[] dh, float[] passed) {
        float[] gates = node.saved(GATES, R.gateValues(node));
        float[] fromState = node.saved(FROM_STATE, R.gateValues(node));
        float[] byInput = node.saved(INPUT_SLOPES, R.gateValues(node));
        float[] byState = node.saved(STATE_SLOPES, R.gateValues(node));
        float[] y = node.output().data();
        int h = R.width(node);
        for (int i = 0; i < h; i++) {
            int at = R.state(node, row, t) + i;
            int gate = R.gate(node, row, t) + i;
            float reset = gates[gate];
            float update = gates[gate + h];
            float candidate = gates[gate + 2 * h];
            float before = t == 0 ? 0 : y[at - h];
            float state = dh[row * h + i] + node.output().gradient()[at];
            float inner = state * (1 - update) * (1 - candidate * candidate);
            byInput[gate] = inner * fromState[gate + 2 * h] * reset * (1 - reset);
            byInput[gate + h] = state * (before - candidate) * update * (1 - update);
            byInput[gate + 2 * h] = inner;
            byState[gate] = byInput[gate];
            byState[gate + h] = byInput[gate + h];
            byState[gate + 2 * h] = inner * reset;
            passed[row * h + i] = state * update;
        }
    }
}
