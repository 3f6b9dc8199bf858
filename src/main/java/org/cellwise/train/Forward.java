package org.cellwise.train;

import java.util.Arrays;
import org.cellwise.data.Batch;
import org.cellwise.data.Schema;
import org.cellwise.data.Source;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.loss.LossTargets;
import org.cellwise.train.metric.Meeting;

/**
 * Runs a network and its loss on one batch after another, on a tape of its own. Of each batch it gives Σ wᵢ lᵢ and Σ wᵢ,
 * the losses of rows or positions times their weights and these weights: those of the batch, times how much a class counts.
 */
final class Forward {
    private final Network network;
    private final Loss loss;
    private final Tape tape;
    private FrozenCache cache; // null for none
    private Source checked;
    private Schema known;
    private LossTargets targets;
    private Shape inputShape = Shape.of(0);
    private Shape targetShape = Shape.of(0);
    private Tensor output;
    private Tensor losses;
    private Tensor counts;
    private float[] weights;
    private double lossSum;
    private double weightSum;
    /** What each loss counts in the backward pass; an epoch has batches of two sizes. */
    private float[] upstream = {};

    private float[] otherUpstream = {};

    Forward(Network network, Loss loss, Tape.Mode mode, SeededRandom random) {
        this.network = network;
        this.loss = loss;
        this.tape = new Tape(mode, network.compute(), random);
    }

    /** Refuses data that does not fit the network and the loss. */
    void check(Source data) {
        if (data != checked) {
            take(LossTargets.of(network, loss, data), data.schema());
            checked = data;
        }
    }

    private void check(Schema schema) {
        if (schema != known) {
            take(new LossTargets(network, loss, schema), schema);
            checked = null;
        }
    }

    private void take(LossTargets fitting, Schema schema) {
        targets = fitting;
        targetShape = Shape.of(0);
        known = schema;
    }

    /** Keeps what frozen layers put out; null for none. */
    void cache(FrozenCache kept) {
        cache = kept;
    }

    FrozenCache cache() {
        return cache;
    }

    /** A way through rows, with what is kept of them. */
    Source.Pass pass(Source data) {
        return cache != null && cache.data() == data ? cache.pass() : data.pass();
    }

    /** The network and the rows as the loss sees them. */
    Meeting meeting() {
        return targets.meeting();
    }

    /** The batch as it stands; {@link #lossSum}, {@link #weightSum} and {@link #output} then hold the results. */
    void run(Batch batch) {
        check(batch.schema());
        int rows = batch.count();
        if (rows == 0) {
            throw new IllegalArgumentException("A step expects a batch of at least one row, but this one is empty");
        }
        if (targetShape.size(0) != rows) {
            inputShape = network.inputShape().prepend(rows);
            targetShape = targets.shape(rows);
        }
        tape.rewind();
        Tensor known = cache == null ? null : cache.forward(tape, batch);
        Tensor x = known == null ? tape.input(inputShape, batch.features()) : null;
        Tensor target = tape.input(targetShape, targets.code(batch.targets(), batch.weights(), rows));
        output = known == null ? network.forward(x) : known;
        losses = loss.perRow(output, target);
        counts = loss.counts(output, target);
        weights = batch.weights();
        sum(batch.count() * batch.schema().positions());
    }

    private void sum(int positions) {
        int size = losses.size();
        if (size == 1) {
            weightSum = counts == null ? sharedWeight(positions) : weight(0);
            double factor = counts == null ? weightSum : weights == null ? 1 : weights[0];
            lossSum = factor == 0 ? 0 : factor * losses.data()[losses.offset()];
            return;
        }
        if (weights != null && size != positions) {
            throw new IllegalArgumentException("The loss " + loss.name() + " gives " + size + " numbers for the "
                    + positions + " targets of a batch whose rows or positions weigh differently: it must give one for"
                    + " each");
        }
        float[] values = losses.data();
        int from = losses.offset();
        double sum = 0;
        if (weights == null && counts == null) {
            for (int i = 0; i < size; i++) {
                sum += values[from + i];
            }
            weightSum = size;
        } else {
            double all = 0;
            for (int i = 0; i < size; i++) {
                float weight = weights == null ? 1 : weights[i];
                sum += weight == 0 ? 0 : (double) weight * values[from + i];
                all += weight(i);
            }
            weightSum = all;
        }
        lossSum = sum;
    }

    /** What a loss counts in the mean. */
    private double weight(int i) {
        return (weights == null ? 1.0 : weights[i]) * (counts == null ? 1.0 : counts.data()[counts.offset() + i]);
    }

    /** What a batch weighs whose loss is a single number, so that all that weighs anything must weigh the same. */
    private double sharedWeight(int positions) {
        if (weights == null) {
            return positions;
        }
        for (int i = 1; i < positions; i++) {
            if (weights[i] != weights[0]) {
                throw new IllegalArgumentException("The loss " + loss.name() + " gives a single number for a batch, so"
                        + " that its rows and positions cannot weigh differently: let it give one number for each row,"
                        + " or leave the weights out");
            }
        }
        return (double) positions * weights[0];
    }

    /**
     * Adds Σ wᵢ ∇lᵢ of the batch that ran last, times a factor, to the gradients of the network.
     *
     * @param factor such as 1 / Σ wᵢ for the gradient of the mean
     */
    void backward(double factor) {
        int size = losses.size();
        if (upstream.length != size) {
            float[] kept = upstream;
            upstream = otherUpstream.length == size ? otherUpstream : new float[size];
            otherUpstream = kept;
        }
        if (size == 1 && counts == null) {
            upstream[0] = (float) (factor * weightSum);
        } else if (weights == null) {
            Arrays.fill(upstream, (float) factor);
        } else {
            for (int i = 0; i < size; i++) {
                upstream[i] = (float) (factor * weights[i]);
            }
        }
        tape.backward(losses, upstream);
    }

    /** Takes sums of several runs for those of the batch. */
    void sums(double losses, double all) {
        lossSum = losses;
        weightSum = all;
    }

    /** Σ wᵢ lᵢ; not finite if a loss that weighs anything is not. */
    double lossSum() {
        return lossSum;
    }

    /** Σ wᵢ. */
    double weightSum() {
        return weightSum;
    }

    /** Σ wᵢ lᵢ / Σ wᵢ; 0 where nothing weighs anything. */
    double mean() {
        return weightSum == 0 ? 0 : lossSum / weightSum;
    }

    /** What the network put out last. */
    Tensor output() {
        return output;
    }

    SeededRandom random() {
        return tape.random();
    }
}
