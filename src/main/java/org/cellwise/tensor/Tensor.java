package org.cellwise.tensor;

/**
 * Numbers with a shape, at a position of a {@link Tape}: an input, a parameter, or the output of an op. Valid until its
 * tape is rewound; {@link #values} copies what should last longer, and refuses once it is too late.
 */
public final class Tensor {
    private static final int GONE = -1; // no step's number

    private final Tape tape;
    private Shape shape;
    private float[] data;
    private float[] gradient;
    private int offset;
    private boolean needsGradient;
    /** The step of the tape that it belongs to. */
    private int step;

    Tensor(Tape tape) {
        this.tape = tape;
    }

    public Tape tape() {
        return tape;
    }

    public Shape shape() {
        return shape;
    }

    /** The live array that holds the numbers from {@link #offset} on. */
    public float[] data() {
        return data;
    }

    /**
     * The live array of gradients, at the same offset; null where none is needed. That of an op's output is there during a
     * backward pass only, from the first op that adds to it to its own, unless a tracer follows or the tape explains.
     */
    public float[] gradient() {
        return gradient;
    }

    public int offset() {
        return offset;
    }

    /** How many numbers. */
    public int size() {
        return shape.elements();
    }

    /** Whether a backward pass computes a gradient for it. */
    public boolean needsGradient() {
        return needsGradient;
    }

    /** Whether its tape has been rewound since. */
    boolean isStale() {
        return step != tape.step();
    }

    /** Whether it belongs to this step of this tape. */
    boolean isOf(Tape aTape, int aStep) {
        return tape == aTape && step == aStep;
    }

    private void requireFresh() {
        if (isStale()) {
            throw new IllegalStateException("A tensor of shape " + shape
                    + " was read after its tape had been rewound, or its layer had ended, when its numbers may be those"
                    + " of another step: copy them with values() before that");
        }
    }

    /**
     * A copy of the numbers, row by row.
     *
     * @throws IllegalStateException if the tape has been rewound since
     */
    public double[] values() {
        requireFresh();
        double[] copy = new double[size()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = data[offset + i];
        }
        return copy;
    }

    /**
     * The number of a tensor that holds just one.
     *
     * @throws IllegalStateException if it holds another number of them, or the tape has been rewound since
     */
    public float single() {
        requireFresh();
        if (size() != 1) {
            throw new IllegalStateException("A single number was expected, but the tensor has shape " + shape
                    + ": reduce it first, with mean(…) or sum(…)");
        }
        return data[offset];
    }

    /** Points at numbers that something else owns, for the current step of the tape. */
    void borrow(Shape newShape, float[] newData, float[] newGradient, int newOffset, boolean withGradient) {
        if (data != newData || gradient != newGradient || shape != newShape) { // references cost more to store
            shape = newShape;
            data = newData;
            gradient = newGradient;
        }
        offset = newOffset;
        needsGradient = withGradient;
        step = tape.step();
    }

    /** Where gradients are added from now on; null where nobody is to look at them any more. */
    void takeGradient(float[] room) {
        gradient = room;
    }

    /** That its numbers are no longer there. */
    void expire() {
        step = GONE;
        data = null;
    }

    @Override
    public String toString() {
        return "Tensor " + shape;
    }
}
