package org.cellwise.chart;

import java.util.List;
import org.cellwise.layer.Activation;
import org.cellwise.layer.Dense;
import org.cellwise.layer.Layer;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.Seed;
import org.cellwise.math.Workers;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;

/** Networks with known weights, for tests that draw what they say. */
final class Nets {
    private Nets() {}

    static Network of(int inputs, Layer... layers) {
        Compute compute = new Compute(FloatMath.plain(), Workers.inline());
        return new Network(new Seed(3), compute, Inputs.shaped(inputs), List.of(layers));
    }

    static Dense dense(int units) {
        return new Dense(units, true, null, null);
    }

    /** Two logits, 0 and steepness · first input, of so many inputs: the second class is right of zero. */
    static Network split(int inputs, double steepness) {
        Network net = of(inputs, dense(2));
        double[][] weights = new double[inputs][2];
        weights[0][1] = steepness;
        net.setWeights("dense_1", weights);
        return net;
    }

    /** The sum of its inputs, times a factor. */
    static Network sum(int inputs, double factor) {
        Network net = of(inputs, dense(1));
        double[][] weights = new double[inputs][1];
        for (double[] row : weights) {
            row[0] = factor;
        }
        net.setWeights("dense_1", weights);
        return net;
    }

    static Activation tanh() {
        return Activation.tanh();
    }
}
