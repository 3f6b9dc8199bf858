package org.cellwise.layer;

import java.util.List;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * What a network is built of: a description without weights, so that one value may stand in several places. Building it
 * declares its parameters and gives the function from input to output.
 */
public interface Layer {
    /** What it is, in one word such as {@code dense}; layers are named after it, {@code dense_1}, {@code dense_2}, …. */
    String kind();

    /**
     * Declares the layer's parameters and composes its ops.
     *
     * @param input shape of one row of the batch
     * @throws IllegalArgumentException if the layer does not fit the input
     */
    Forward build(Scope scope, Shape input);

    /** What it is, by kind, settings and parts: what its record holds, unless it says more. */
    default Description describe() {
        return Description.of(this);
    }

    /** The function that it is, where it is an activation, which the layer before may end in; else null. */
    default Op activation() {
        return null;
    }

    /** Names of the values that it puts out, when they are the network's outputs; null where it gives none. */
    default Outputs outputs() {
        return null;
    }

    /**
     * What its outputs can be, given what its inputs can be. Layers that change no numbers pass that on.
     *
     * @param incoming what the layers before it put out
     */
    default Scale scale(Scale incoming) {
        return Scale.OPEN;
    }

    /**
     * What the axes of rows (n, m) are to it. A layer that passes numbers on keeps them; any other is taken to read and make
     * sequences unless it says otherwise, so that norms over channels find out.
     */
    default Axes axes() {
        return describe().passes() ? Axes.KEPT : Axes.SEQUENCE;
    }

    /**
     * Whether a sequence may be given to it place by place, since no place depends on a later one: each place by itself,
     * or with what its {@link org.cellwise.tensor.Past} holds of those before.
     */
    default boolean isStepwise() {
        return false;
    }

    /**
     * How much larger than Glorot's the variance of the weights before this layer should be: 2 for rectifiers, which cut
     * half of a signal off. Layers that let signals through as they are pass on what the layers after them ask for.
     *
     * @param following what the layers after this one ask for
     */
    default double gain(double following) {
        return 1;
    }

    /** From a batch (B, …) to a batch, as ops on the tape of the input. */
    @FunctionalInterface
    interface Forward {
        Tensor apply(Tensor x);

        /** This and an activation after it as one step, with the same results; null where they do not merge. */
        default Forward then(Op activation) {
            return null;
        }
    }

    /**
     * Layers in order.
     *
     * @param who has them, for the error
     * @throws IllegalArgumentException if one of them is null
     */
    static List<Layer> list(String who, List<? extends Layer> layers) {
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) == null) {
                throw new IllegalArgumentException(who + " expects layers, but number " + (i + 1) + " of the "
                        + layers.size() + " is null: run the cell that makes it");
            }
        }
        return List.copyOf(layers);
    }

    /**
     * As {@link #list}, at least one.
     *
     * @throws IllegalArgumentException if there is none, or one of them is null
     */
    static List<Layer> some(String who, List<? extends Layer> layers) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException(who + " expects at least one layer, such as dense(4), but got none");
        }
        return list(who, layers);
    }
}
