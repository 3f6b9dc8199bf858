package org.cellwise.layer;

import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;

/**
 * A function of each number by itself, or of each row: what makes a network more than one matrix. Shapes stay as they
 * are.
 *
 * @param kind its name
 * @param op the function and its slope
 * @param gain how much larger the variance of the weights before it should be than Glorot's
 */
public record Activation(String kind, Op op, double gain) implements Layer {
    @Override
    public Forward build(Scope scope, Shape input) {
        return x -> x.tape().apply(op, x);
    }

    @Override
    public String toString() {
        return kind;
    }
}
