package org.cellwise.chart;

import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.outputs;
import static org.cellwise.Cellwise.seed;
import static org.cellwise.Cellwise.sigmoid;

import java.util.List;
import org.cellwise.Cellwise;
import org.cellwise.layer.Layer;
import org.cellwise.layer.activation.Activation;
import org.cellwise.layer.dense.Dense;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.Seed;
import org.cellwise.math.Workers;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;

/** Networks with known weights, for tests that draw what they say. */
public final class Nets {
    private Nets() {}

    /** [x, y, z] through two hidden layers of four to [a, b], without biases: 36 weights. */
    public static Network textbook() {
        Network net = network(
                seed(7),
                inputs("x", "y", "z"),
                dense(4).noBias(),
                sigmoid(),
                dense(4).noBias(),
                sigmoid(),
                Cellwise.dense(outputs("a", "b")).noBias(),
                sigmoid());
        net.setWeights("dense_1", new double[][] {{0.1, -0.2, 0.3, 0.4}, {0.5, 0.6, -0.7, 0.8}, {0, 1, -1.1, 2}});
        return net;
    }

    public static Network of(int inputs, Layer... layers) {
        Compute compute = new Compute(FloatMath.plain(), Workers.inline());
        return new Network(new Seed(3), compute, Inputs.shaped(inputs), List.of(layers));
    }

    public static Dense dense(int units) {
        return new Dense(units, true, null, null);
    }

    /** Two logits, 0 and steepness · first input, of so many inputs: the second class is right of zero. */
    public static Network split(int inputs, double steepness) {
        Network net = of(inputs, dense(2));
        double[][] weights = new double[inputs][2];
        weights[0][1] = steepness;
        net.setWeights("dense_1", weights);
        return net;
    }

    /** The sum of its inputs, times a factor. */
    public static Network sum(int inputs, double factor) {
        Network net = of(inputs, dense(1));
        double[][] weights = new double[inputs][1];
        for (double[] row : weights) {
            row[0] = factor;
        }
        net.setWeights("dense_1", weights);
        return net;
    }

    public static Activation tanh() {
        return Activation.tanh();
    }
}
