package org.cellwise.op.arithmetic;

import org.cellwise.tensor.Tensor;

/** A function of three tensors, as {@link java.util.function.BinaryOperator} is one of two. */
@FunctionalInterface
public interface Ternary {
    Tensor apply(Tensor a, Tensor b, Tensor c);
}
