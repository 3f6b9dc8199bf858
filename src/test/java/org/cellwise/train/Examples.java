package org.cellwise.train;

import java.util.List;
import java.util.function.Consumer;
import org.cellwise.data.Dataset;
import org.cellwise.layer.Layer;
import org.cellwise.layer.activation.Activation;
import org.cellwise.layer.dense.Dense;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.op.Ops;

/** Small networks and data that several tests train with. */
public final class Examples {
    private Examples() {}

    public static Network network(int inputs, Layer... layers) {
        return network(1, inputs, layers);
    }

    public static Network network(int threads, int inputs, Layer... layers) {
        return new Network(new Seed(7), Compute.of(threads), Inputs.shaped(inputs), List.of(layers));
    }

    public static Layer dense(int units) {
        return new Dense(units, true, null, null);
    }

    public static Layer relu() {
        return new Activation("relu", Ops.relu(0), 2);
    }

    public static Layer sigmoid() {
        return new Activation("sigmoid", Ops.sigmoid(), 1);
    }

    public static Layer tanh() {
        return new Activation("tanh", Ops.tanh(), 1);
    }

    public static Layer softmax() {
        return new Activation("softmax", Ops.softmax(), 1);
    }

    public static Layer step() {
        return new Activation("step", Ops.step(0), 1);
    }

    /** Three bell-shaped heaps of points in the plane, row by row. */
    public static Dataset heaps(int rows) {
        SeededRandom random = new SeededRandom(11);
        double[][] points = new double[rows][];
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = i % 3;
            double angle = 2 * Math.PI * labels[i] / 3;
            points[i] = new double[] {
                2 * Math.cos(angle) + 0.5 * random.nextGaussian(), 2 * Math.sin(angle) + 0.5 * random.nextGaussian()
            };
        }
        return Dataset.ofClasses(points, labels, "a", "b", "c");
    }

    public static Dataset xor() {
        return Dataset.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new double[][] {{0}, {1}, {1}, {0}});
    }

    /** A classifier of the three heaps. */
    public static Network classifier() {
        return network(2, dense(8), relu(), dense(3));
    }

    /** A listener that does something after every batch. */
    public static TrainingListener afterBatch(Consumer<Progress> action) {
        return new TrainingListener() {
            @Override
            public void batchEnded(Progress progress) {
                action.accept(progress);
            }
        };
    }

    /** Presses the stop button after so many batches of an epoch. */
    public static TrainingListener stopAt(int epoch, int batch) {
        return afterBatch(p -> {
            if (p.epoch() == epoch && p.batch() == batch) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
