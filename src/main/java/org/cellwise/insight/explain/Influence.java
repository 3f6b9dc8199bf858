package org.cellwise.insight.explain;

import java.util.Arrays;
import java.util.List;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.network.OutputMeaning.Kind;
import org.cellwise.tensor.Parameters;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.cellwise.train.Recording;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.loss.LossTargets;

/**
 * A cheap guess of which training rows moved an answer, to choose those worth a training of their own: at moments of the
 * training, how a step on each row would have moved the answer (TracIn; Pruthi et al., 2020). The product of the two
 * gradients is had from the outputs at weights a little to both sides along the answer's gradient, so that all rows take
 * two passes a moment.
 */
final class Influence {
    private static final int MOMENTS = 12;
    private static final int BATCH = 1024;
    private static final double STEP = 1e-3; // of the length of the weights

    private final Network network; // a copy, whose weights are put to each moment
    private final Loss loss;
    private final Dataset rows;
    private final Answers answers;
    private final int answer;

    Influence(Network network, Loss loss, Dataset rows, Answers answers, int answer) {
        this.network = network.copy();
        this.loss = loss;
        this.rows = rows;
        this.answers = answers;
        this.answer = answer;
    }

    /** For each training row a number that is the larger, the more the answer would move without it; only good to rank. */
    double[] of(List<Recording.Moment> moments, double... row) {
        double[] sums = new double[rows.size()];
        int step = Math.max(1, (moments.size() + MOMENTS - 1) / MOMENTS);
        for (int i = moments.size() - 1; i >= 0; i -= step) {
            float[] values = moments.get(i).values();
            System.arraycopy(values, 0, network.parameters().values(), 0, values.length);
            add(sums, row);
        }
        Arrays.setAll(sums, i -> Double.isFinite(sums[i]) ? Math.abs(sums[i]) : 0);
        return sums;
    }

    private void add(double[] sums, double... row) {
        float[] direction = gradient(row);
        float[] values = network.parameters().values();
        float[] here = values.clone();
        double length = length(direction);
        if (length == 0) {
            return;
        }
        double step = STEP * Math.max(1, length(here)) / length;
        LossTargets targets = new LossTargets(network, loss, rows.schema());
        for (int from = 0; from < rows.size(); from += BATCH) {
            Stop.check("blame");
            int count = Math.min(BATCH, rows.size() - from);
            int first = from;
            int[] some = new int[count];
            Arrays.setAll(some, i -> first + i);
            Batch batch = rows.batch(some);
            float[] up = outputs(batch, here, direction, step);
            float[] down = outputs(batch, here, direction, -step);
            System.arraycopy(here, 0, values, 0, here.length);
            float[] slopes = slopes(batch, targets);
            int width = slopes.length / count;
            for (int i = 0; i < slopes.length; i++) {
                sums[from + i / width] += slopes[i] * (up[i] - down[i]) / (2 * step);
            }
        }
    }

    private float[] outputs(Batch batch, float[] here, float[] direction, double step) {
        float[] values = network.parameters().values();
        for (int i = 0; i < here.length; i++) {
            values[i] = (float) (here[i] + step * direction[i]);
        }
        return network.predict(batch.features(), batch.count());
    }

    /** Of the answer by the weights; of a class the logarithm of its probability, which still moves where it is near 1. */
    private float[] gradient(double... row) {
        Parameters parameters = network.parameters();
        Arrays.fill(parameters.gradients(), 0f);
        float[] features = Answers.narrowed(row);
        Tape tape = new Tape(Tape.Mode.EXPLAIN, network.compute(), new SeededRandom(0));
        Tensor y = network.forward(tape.input(network.inputShape().prepend(1), features));
        float[] upstream = new float[y.size()];
        Kind kind = answers.meaning().kind();
        if (kind == Kind.CLASSES) {
            double[] p = answers.of(y.data(), y.offset());
            for (int i = 0; i < upstream.length; i++) {
                upstream[i] = (float) ((i == answer ? 1 : 0) - p[i]);
            }
            float largest = 0;
            for (float one : upstream) {
                largest = Math.max(largest, Math.abs(one));
            }
            for (int i = 0; i < upstream.length; i++) {
                upstream[i] = largest > 0 ? upstream[i] / largest : i == answer ? 1 : 0;
            }
        } else {
            upstream[answers.meaning().width() == 1 ? 0 : answer] = 1;
        }
        tape.backward(y, upstream);
        return parameters.gradients().clone();
    }

    /** Of the losses of rows by their outputs. */
    private float[] slopes(Batch batch, LossTargets targets) {
        float[] outputs = network.predict(batch.features(), batch.count());
        float[] slopes = new float[outputs.length];
        Tape tape = new Tape(Tape.Mode.EXPLAIN, network.compute(), new SeededRandom(0));
        Shape shape = network.outputShape().prepend(batch.count());
        Tensor y = tape.input(shape, outputs, slopes);
        Tensor target =
                tape.input(targets.shape(batch.count()), targets.code(batch.targets(), batch.weights(), batch.count()));
        tape.backward(loss.perRow(y, target), null);
        float[] weights = batch.weights();
        int width = slopes.length / batch.count();
        for (int i = 0; weights != null && i < slopes.length; i++) {
            slopes[i] *= weights[i / width];
        }
        return slopes;
    }

    private static double length(float... vector) {
        double sum = 0;
        for (float one : vector) {
            sum += (double) one * one;
        }
        return Math.sqrt(sum);
    }
}
