package org.cellwise.op.sequence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellwise.math.Compensated;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * What recurrent ops have in common: B rows of T steps, states H wide, and several gates, each H wide, that add up what
 * comes from the input (B, T, gates · H) and from the state before it by w (H, gates · H) and b (gates · H).
 */
public record Recurrence(String op, int gates) {
    /** Slots of saved buffers that the recurrent ops leave free. */
    private static final int BIAS_SUMS = 7;

    private static final int BEFORE = 8;
    private static final int PACKED = 9;
    /** Rows that go through all steps together: a tile of the products is at most so high. */
    static final int ROWS = 8;

    Shape shape(Node node) {
        Shape x = node.input(0).shape();
        Shape w = node.input(1).shape();
        if (x.rank() != 3
                || x.last() != w.last()
                || w.last() != gates * w.size(0)
                || node.input(2).size() != w.last()) {
            throw new IllegalArgumentException(
                    "%s expects (batch x length x width) and weights (width x %s · width), but got %s and %s"
                            .formatted(op, gates, x, w));
        }
        if (node.inputs() > 3 && !node.input(3).shape().equals(x.dropLast())) {
            throw new IllegalArgumentException("%s expects a mask %s, a number for each step, but got %s"
                    .formatted(op, x.dropLast(), node.input(3).shape()));
        }
        return x.withLast(w.size(0));
    }

    /** Whether a step counts; after one that does not, the state is what it was before. */
    boolean counts(Node node, int row, int step) {
        if (node.inputs() < 4) {
            return true;
        }
        Tensor mask = node.input(3);
        return mask.data()[mask.offset() + row * length(node) + step] != 0;
    }

    /** Passes on the numbers of the step before, of arrays laid out as the states are. */
    void keep(Node node, int row, int step, float[] states) {
        int at = state(node, row, step);
        for (int i = at; i < at + width(node); i++) {
            states[i] = step == 0 ? 0 : states[i - width(node)];
        }
    }

    int rows(Node node) {
        return node.output().shape().size(0);
    }

    int length(Node node) {
        return node.output().shape().size(1);
    }

    int width(Node node) {
        return node.output().shape().size(2);
    }

    int gateWidth(Node node) {
        return gates * width(node);
    }

    /** Gate values of all rows and steps. */
    int gateValues(Node node) {
        return gates * node.output().size();
    }

    /** Where the gates of a step begin. */
    int gate(Node node, int row, int step) {
        return (row * length(node) + step) * gateWidth(node);
    }

    /** Where the state of a step begins. */
    int state(Node node, int row, int step) {
        return (row * length(node) + step) * width(node);
    }

    /** The gates after a pass as numbers to look at, (B, T, H) each. */
    List<Op.Inner> inner(Node node, float[] values, String... names) {
        List<Op.Inner> found = new ArrayList<>();
        int width = width(node);
        for (int gate = 0; gate < names.length; gate++) {
            double[] own = new double[node.output().size()];
            for (int i = 0; i < own.length; i++) {
                own[i] = values[i / width * gates * width + gate * width + i % width];
            }
            found.add(new Op.Inner(names[gate], node.output().shape(), own));
        }
        return found;
    }

    /** About how many additions a row costs, all steps of it. */
    long cost(Node node) {
        return (long) length(node) * gateWidth(node) * (width(node) + 10L);
    }

    /** Room for w (deep,broad), or for wᵀ. */
    private static float[] packed(Node node, int deep, int broad) {
        return node.saved(PACKED, node.compute().math().packedSize(deep, broad));
    }

    /** Copies w for {@link #addFromState}, once for all steps. */
    void pack(Node node) {
        Tensor w = node.input(1);
        int broad = gateWidth(node);
        node.compute()
                .math()
                .pack(width(node), broad, w.data(), w.offset(), broad, 1, packed(node, width(node), broad));
    }

    /** Copies w for {@link #passToState}. */
    void packAcross(Node node) {
        Tensor w = node.input(1);
        int deep = gateWidth(node);
        node.compute().math().pack(deep, width(node), w.data(), w.offset(), 1, deep, packed(node, deep, width(node)));
    }

    /** Copies what the inputs give to the gates of some rows, all steps of them. */
    void copyInputs(Node node, int from, int to, float[] gates) {
        Tensor x = node.input(0);
        int at = gate(node, from, 0);
        System.arraycopy(x.data(), x.offset() + at, gates, at, gate(node, to, 0) - at);
    }

    /** gates of a step of some rows (rows, gates · H) += state before (rows, H) w; nothing comes before the first step. */
    void addFromState(Node node, int from, int to, int step, float[] gates) {
        if (step == 0) {
            return;
        }
        node.compute()
                .math()
                .multiplyPacked(
                        to - from,
                        gateWidth(node),
                        width(node),
                        node.output().data(),
                        state(node, from, step - 1),
                        length(node) * width(node),
                        packed(node, width(node), gateWidth(node)),
                        gates,
                        gate(node, from, step),
                        length(node) * gateWidth(node));
    }

    /** Adds b to the gates of one row and step. */
    void addBias(Node node, float[] gates, int at) {
        Tensor b = node.input(2);
        node.compute().math().axpy(gateWidth(node), 1, b.data(), b.offset(), gates, at);
    }

    /** dh of some rows (rows, H) += slopes of a step (rows, gates · H) wᵀ. */
    void passToState(Node node, int from, int to, int step, float[] slopes, float[] dh) {
        node.compute()
                .math()
                .multiplyPacked(
                        to - from,
                        width(node),
                        gateWidth(node),
                        slopes,
                        gate(node, from, step),
                        length(node) * gateWidth(node),
                        packed(node, gateWidth(node), width(node)),
                        dh,
                        from * width(node),
                        width(node));
    }

    /** Adds to the gradients of x, w and b, given the slopes by what input and state gave to the gates. */
    void addGradients(Node node, float[] byInput, float[] byState) {
        Tensor x = node.input(0);
        Tensor w = node.input(1);
        Tensor b = node.input(2);
        if (node.needsGradient(0)) {
            node.compute().math().axpy(gateValues(node), 1, byInput, 0, x.gradient(), x.offset());
        }
        if (node.needsGradient(1)) { // dw += (states before)ᵀ slopes, all rows and steps at once
            int steps = rows(node) * length(node);
            node.compute()
                    .multiplyTransposedA(
                            width(node),
                            gateWidth(node),
                            steps,
                            statesBefore(node),
                            0,
                            width(node),
                            byState,
                            0,
                            gateWidth(node),
                            w.gradient(),
                            w.offset(),
                            gateWidth(node));
        }
        if (node.needsGradient(2)) {
            int steps = rows(node) * length(node);
            float[] scratch = node.saved(BIAS_SUMS, Compensated.scratch(steps, gateWidth(node)));
            Compensated.addRows(node.compute(), steps, gateWidth(node), byState, 0, scratch, b.gradient(), b.offset());
        }
    }

    /** The states one step later: (B, T, H), at the first step zeros. */
    private float[] statesBefore(Node node) {
        float[] before = node.saved(BEFORE, node.output().size());
        int row = length(node) * width(node);
        for (int at = 0; at < node.output().size(); at += row) {
            Arrays.fill(before, at, at + width(node), 0f);
            System.arraycopy(node.output().data(), at, before, at + width(node), row - width(node));
        }
        return before;
    }
}
