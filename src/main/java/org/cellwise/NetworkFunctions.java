package org.cellwise;

import java.util.Arrays;
import org.cellwise.data.Split;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Outputs;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;

/** Networks, their inputs and outputs. */
abstract class NetworkFunctions extends DataFunctions {
    /** One pool of threads for all networks of a notebook. */
    private static final Compute COMPUTE = Compute.standard();

    NetworkFunctions() {}

    /**
     * A network of layers in a row, with weights from the default seed: {@code network(inputs("x", "y"), dense(4), relu(),
     * dense(outputs("a", "b")))}.
     *
     * @throws IllegalArgumentException if a layer does not fit the one before it; the message names the layer
     */
    public static Network network(Inputs inputs, Layer... layers) {
        return network(Seed.DEFAULT, inputs, layers);
    }

    /**
     * A network of layers in a row, with weights from the seed: {@code network(seed(7), inputs(4), dense(3))}.
     *
     * @throws IllegalArgumentException if a layer does not fit the one before it; the message names the layer
     */
    public static Network network(Seed seed, Inputs inputs, Layer... layers) {
        return new Network(seed, COMPUTE, inputs, Arrays.asList(layers));
    }

    /**
     * So many inputs without names, {@code inputs(4)}, or rows of a shape such as images of one channel, {@code inputs(1,
     * 28, 28)}.
     *
     * @throws IllegalArgumentException if a size is below 1
     */
    public static Inputs inputs(int... sizes) {
        return Inputs.shaped(sizes);
    }

    /**
     * One input for each name: {@code inputs("x", "y")}.
     *
     * @throws IllegalArgumentException if there is no name, or one is there twice
     */
    public static Inputs inputs(String... names) {
        return Inputs.named(Arrays.asList(names));
    }

    /** The features of the data, by name and shape: {@code network(inputs(split), dense(outputs(split)))}. */
    public static Inputs inputs(Split split) {
        return new Inputs(split.train().inputShape(), split.train().inputNames());
    }

    /**
     * Names for the units of the last dense layer: {@code dense(outputs("a", "b"))}.
     *
     * @throws IllegalArgumentException if there is no name, or one is there twice
     */
    public static Outputs outputs(String... names) {
        return new Outputs(Arrays.asList(names));
    }

    /** The classes or numeric targets of the data, by name: {@code dense(outputs(split))}. */
    public static Outputs outputs(Split split) {
        return new Outputs(split.train().outputNames());
    }
}
