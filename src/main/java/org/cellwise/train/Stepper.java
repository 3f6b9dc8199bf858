package org.cellwise.train;

import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.data.Schema;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.loss.LossTargets;
import org.cellwise.train.metric.Meeting;

/** Runs a network and its loss on one batch after another, on a tape of its own. */
public final class Stepper {
    private final Network network;
    private final Loss loss;
    private final Tape tape;
    private Dataset checked;
    private Schema known;
    private LossTargets targets;
    private Shape inputShape = Shape.of(0);
    private Shape targetShape = Shape.of(0);
    private final float[] upstream = new float[1];
    private Tensor output;

    Stepper(Network network, Loss loss, Tape.Mode mode, SeededRandom random) {
        this.network = network;
        this.loss = loss;
        this.tape = new Tape(mode, network.compute(), random);
    }

    /** Refuses data that does not fit the network and the loss. */
    void check(Dataset data) {
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

    /** The network and the rows as the loss sees them. */
    Meeting meeting() {
        return targets.meeting();
    }

    /** Mean loss of the batch as it stands. */
    public Tensor forward(Batch batch) {
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
        Tensor x = tape.input(inputShape, batch.features());
        Tensor target = tape.input(targetShape, targets.code(batch.targets(), batch.weights(), rows));
        output = network.forward(x);
        return loss.apply(output, target);
    }

    /**
     * Adds the gradient of the mean loss, times a weight, to the gradients of the parameters; not if the loss is not
     * finite.
     */
    public float forwardBackward(Batch batch, float weight) {
        Tensor mean = forward(batch);
        float value = mean.single();
        if (Float.isFinite(value)) {
            upstream[0] = weight;
            tape.backward(mean, upstream);
        }
        return value;
    }

    /** What the network put out last. */
    Tensor output() {
        return output;
    }

    public SeededRandom random() {
        return tape.random();
    }
}
