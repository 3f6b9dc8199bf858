package org.cellwise.benchmark;

import java.util.Random;
import java.util.stream.IntStream;
import smile.classification.MLP;

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
        this.task = task;
        examples = task.examples();
        network = SmileNetwork.of(task);
        x = new double[task.batchSize][];
        y = new int[task.batchSize];
        order = IntStream.range(0, examples.labels().length).toArray();
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
