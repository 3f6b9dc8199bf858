package org.cellwise.layer;

import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * A layer of your own: a composition of {@link org.cellwise.op.Ops}, which bring their slopes with them.
 *
 * @param kind what it is called
 * @param builder declares its parameters and gives its function
 * @param puts what its outputs can be
 */
public record Custom(String kind, Builder builder, Scale puts) implements Layer {
    /** Declares parameters in a scope, and gives the function from a batch (B, …) to a batch. */
    @FunctionalInterface
    public interface Builder {
        Forward build(Scope scope, Shape input);
    }

    public Custom {
        Objects.requireNonNull(kind, "layer(…) expects a name, but got null");
        Objects.requireNonNull(builder, "layer(…) expects a function, but got null");
        if (kind.isBlank() || kind.contains(".")) {
            throw new IllegalArgumentException(
                    "layer(…) expects a name that is not blank and has no dot, but got '" + kind + "'");
        }
    }

    public Custom(String kind, Builder builder) {
        this(kind, builder, Scale.OPEN);
    }

    /**
     * Says what its outputs are where they cannot be any numbers: {@code layer("mine", …).puts(Scale.PROBABILITIES)} where
     * it ends in a sigmoid.
     */
    public Custom puts(Scale scale) {
        return new Custom(kind, builder, scale);
    }

    /** Without parameters, such as {@code x -> Ops.square(x)}. */
    public static Custom of(String kind, UnaryOperator<Tensor> function) {
        Objects.requireNonNull(function, "layer(…) expects a function, but got null");
        return new Custom(kind, (scope, input) -> function::apply);
    }

    @Override
    public Description describe() {
        return Description.of(this).settings(Map.of("own", true));
    }

    @Override
    public Scale scale(Scale incoming) {
        return puts;
    }

    @Override
    public Axes axes() {
        return Axes.KEPT;
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        Forward forward = builder.build(scope, input);
        if (forward == null) {
            throw new IllegalArgumentException("layer(…) expects a builder that gives a function, but got null");
        }
        return forward;
    }

    @Override
    public String toString() {
        return kind;
    }
}
