package org.cellwise.tensor;

/**
 * Numbers with a shape, at a position of a {@link Tape}: an input, a parameter, or the output of an op. Valid until its
 * tape is rewound; {@link #values} copies what should last longer.
 */
public final class Tensor {
    private final Tape tape;
    private Shape shape;
    private float[] data;
    private float[] gradient;
    private int offset;
    private boolean needsGradient;

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

    /** The live array of gradients, at the same offset; null where none is needed. */
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

    /** A copy of the numbers, row by row. */
    public double[] values() {
        double[] copy = new double[size()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = data[offset + i];
        }
        return copy;
    }

    /** The number of a tensor that holds just one. */
    public float single() {
        if (size() != 1) {
            throw new IllegalStateException("A single number was expected, but the tensor has shape " + shape
                    + ": reduce it first, with mean(…) or sum(…)");
        }
        return data[offset];
    }

    /** Points at somebody else's numbers. */
    void borrow(Shape newShape, float[] newData, float[] newGradient, int newOffset, boolean withGradient) {
        if (data != newData || gradient != newGradient || shape != newShape) { // references cost more to store
            shape = newShape;
            data = newData;
            gradient = newGradient;
        }
        offset = newOffset;
        needsGradient = withGradient;
    }

    /** Owns at least as many numbers as the shape needs; arrays only ever grow. */
    void own(Shape newShape, boolean withData, boolean withGradient) {
        if (shape != newShape) {
            shape = newShape;
        }
        needsGradient = withGradient;
        if (withData && (data == null || data.length < newShape.elements())) {
            data = new float[newShape.elements()];
        }
        if (withData && withGradient && (gradient == null || gradient.length < newShape.elements())) {
            gradient = new float[newShape.elements()];
        }
    }

    @Override
    public String toString() {
        return "Tensor " + shape;
    }
}
