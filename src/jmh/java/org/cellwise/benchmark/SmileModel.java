package org.cellwise.benchmark;

import java.util.Random;
import java.util.stream.IntStream;
import smile.base.mlp.Layer;
import smile.base.mlp.LayerBuilder;
import smile.base.mlp.OutputFunction;
import smile.classification.MLP;
import smile.math.TimeFunction;

/** Smile's perceptron in double precision; it has RMSprop instead of Adam, and no convolution. */
final class SmileModel implements Model {
    private final Task task;
    private final Examples examples;
    private final MLP network;
    private final double[][] x;
    private final int[] y;
    private final int[] order;
    private int next;

    SmileModel(Task task) {
        org.bytedeco.openblas.global.openblas.blas_set_num_threads(1);
        this.task = task;
        examples = task.examples();
        network = new MLP(layers(task));
        network.setLearningRate(TimeFunction.constant(task.batchSize < 16 ? 0.1 : 0.001));
        if (task.batchSize >= 16) {
            network.setRMSProp(0.9, 1e-7);
        }
        x = new double[task.batchSize][];
        y = new int[task.batchSize];
        order = IntStream.range(0, examples.labels().length).toArray();
    }

    private static LayerBuilder[] layers(Task task) {
        return switch (task) {
            case TINY_1, TINY_4 ->
                new LayerBuilder[] {
                    Layer.input(3), Layer.sigmoid(4), Layer.sigmoid(4), Layer.mse(2, OutputFunction.SIGMOID)
                };
            case IRIS ->
                new LayerBuilder[] {
                    Layer.input(4), Layer.rectifier(16), Layer.rectifier(16), Layer.mle(3, OutputFunction.SOFTMAX)
                };
            case DENSE ->
                new LayerBuilder[] {
                    Layer.input(784), Layer.rectifier(256), Layer.rectifier(128), Layer.mle(10, OutputFunction.SOFTMAX)
                };
            case CONV -> throw new IllegalArgumentException("Smile has no convolution");
        };
    }

    @Override
    public void step() {
        if (next + task.batchSize > order.length) {
            next = 0;
        }
        if (task.batchSize == 1) {
            network.update(examples.features()[order[next]], examples.labels()[order[next]]);
            next++;
            return;
        }
        for (int i = 0; i < task.batchSize; i++, next++) {
            x[i] = examples.features()[order[next]];
            y[i] = examples.labels()[order[next]];
        }
        network.update(x, y);
    }

    @Override
    public void train(int epochs) {
        Random random = new Random(1);
        for (int epoch = 0; epoch < epochs; epoch++) {
            shuffle(random);
            for (int row = 0; row + task.batchSize <= order.length; row += task.batchSize) {
                step();
            }
        }
    }

    private void shuffle(Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        next = 0;
    }

    @Override
    public Object predict(double[] row) {
        return network.predict(row);
    }
}
