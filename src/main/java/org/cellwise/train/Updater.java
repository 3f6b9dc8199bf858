package org.cellwise.train;

import java.util.Arrays;
import org.cellwise.math.Compute;
import org.cellwise.math.Workers;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Parameters;

/** Lets an optimizer move the trainable parameters of a network, in parallel where that pays. */
final class Updater implements Workers.Task {
    /** About how many additions an optimizer spends on a weight. */
    private static final int COST = 8;

    private final Compute compute;
    private final Parameters parameters;
    private final Optimizer optimizer;
    private final Optimizer.Flat flat;
    private double learningRate;
    private double decay;
    private long step;
    private int start;

    Updater(Compute compute, Parameters parameters, Optimizer optimizer) {
        this.compute = compute;
        this.parameters = parameters;
        this.optimizer = optimizer;
        this.flat = new Optimizer.Flat(
                parameters.values(), parameters.gradients(), new float[optimizer.slots()][parameters.size()]);
    }

    Optimizer.Flat flat() {
        return flat;
    }

    long steps() {
        return step;
    }

    void steps(long done) {
        step = done;
    }

    /** One step of every trainable parameter; leaves the gradients at zero. */
    void update(double rate) {
        step++;
        learningRate = rate;
        for (int i = 0; i < parameters.list().size(); i++) {
            Parameter p = parameters.list().get(i);
            if (p.trainable()) {
                decay = p.role() == Parameter.Role.WEIGHT ? optimizer.weightDecay() : 0;
                start = p.offset();
                compute.range(p.size(), COST, this);
            }
        }
        clearGradients();
    }

    void clearGradients() {
        Arrays.fill(flat.gradients(), 0f);
    }

    /** A part of the parameter in hand. */
    @Override
    public void run(int from, int to) {
        optimizer.update(flat, start + from, start + to, learningRate, decay, step);
    }
}
