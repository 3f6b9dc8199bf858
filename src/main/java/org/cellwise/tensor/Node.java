package org.cellwise.tensor;

import org.cellwise.math.Compute;
import org.cellwise.math.SeededRandom;

/** One op at one position of a tape: its inputs, its output, and the buffers that forward leaves for backward. */
public final class Node {
    private final Tape tape;
    private final Tensor output;
    private final Buffers buffers;
    private Op op;
    private Tensor[] inputs = new Tensor[0];
    private Shape[] shapes = new Shape[0];
    private Shape outputShape;
    private boolean keepsGradient;

    Node(Tape tape, Buffers buffers) {
        this.tape = tape;
        this.buffers = buffers;
        this.output = new Tensor(tape);
    }

    public Tensor input(int i) {
        return inputs[i];
    }

    /** Number of inputs. */
    public int inputs() {
        return inputs.length;
    }

    public Tensor output() {
        return output;
    }

    /** Whether backward has to add to the gradient of an input. */
    public boolean needsGradient(int i) {
        return inputs[i].needsGradient();
    }

    /** Whether the op runs as in training, rather than as in prediction. */
    public boolean training() {
        return tape.training();
    }

    /** Whether a backward pass can follow, for which something has to be kept. */
    public boolean differentiates() {
        return tape.differentiates();
    }

    /** Where loops run: the math and the threads. */
    public Compute compute() {
        return tape.compute();
    }

    public SeededRandom random() {
        return tape.random();
    }

    /**
     * A buffer of at least {@code size} numbers, the same one each time the tape comes by; contents are kept from
     * forward to backward, and where a tape keeps nothing but outputs until the op is done.
     *
     * @param slot 0 to 8, for ops that keep several
     */
    public float[] saved(int slot, int size) {
        return buffers.saved(slot, size);
    }

    public Op op() {
        return op;
    }

    /** Whether this position held the same step on inputs of the same shapes the last time. */
    boolean matches(Op sameOp, Tensor a, Tensor b, Tensor c, Tensor d, Tensor e) {
        int count = e != null ? 5 : d != null ? 4 : c != null ? 3 : b != null ? 2 : 1;
        return inputs.length == count
                && (op == sameOp || sameOp.equals(op))
                && matches(0, a)
                && (count < 2 || matches(1, b))
                && (count < 3 || matches(2, c))
                && (count < 4 || matches(3, d))
                && (count < 5 || matches(4, e));
    }

    private boolean matches(int i, Tensor input) {
        return inputs[i] == input && shapes[i] == input.shape();
    }

    /** Takes new inputs for a step whose shapes are yet to be checked; until it is {@link #accept accepted} nothing matches. */
    void propose(Tensor... newInputs) {
        op = null;
        inputs = newInputs;
        shapes = new Shape[newInputs.length];
        for (int i = 0; i < newInputs.length; i++) {
            shapes[i] = newInputs[i].shape();
        }
    }

    /** The inputs fit the step, whose output has a shape. */
    void accept(Op newOp, Shape newShape) {
        op = newOp;
        outputShape = newShape;
    }

    /**
     * Room for the output, from a pool unless it is null.
     *
     * @param keeps whether gradients, where there are any, stay after the backward pass
     */
    void makeOutput(boolean withData, Pool pool, boolean withGradient, boolean keeps) {
        keepsGradient = withGradient && keeps;
        if (pool != null) {
            output.borrow(outputShape, pool.take(outputShape.elements()), null, 0, false);
            return;
        }
        if (withData) {
            buffers.grow(outputShape.elements(), keepsGradient);
        }
        output.borrow(outputShape, buffers.data(), keepsGradient ? buffers.gradient() : null, 0, withGradient);
    }

    /** Whether gradients of the output are its own, rather than taken and given back within the backward pass. */
    boolean keepsGradient() {
        return keepsGradient;
    }

    boolean anyInputNeedsGradient() {
        for (Tensor input : inputs) {
            if (input.needsGradient()) {
                return true;
            }
        }
        return false;
    }
}
