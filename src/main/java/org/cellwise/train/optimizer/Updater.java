package org.cellwise.train.optimizer;

import java.util.Arrays;
import java.util.List;
import org.cellwise.math.Compute;
import org.cellwise.math.Workers;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Parameters;

/** Lets an optimizer move the trainable parameters of a network, in parallel where that pays. */
public final class Updater implements Workers.Task {
    /** About how many additions an optimizer spends on a weight. */
    private static final int COST = 8;
    /** Weights that are moved at a time. */
    private static final int PIECE = 4096;

    private final Compute compute;
    private final List<Parameter> parameters;
    private final Optimizer optimizer;
    private final Optimizer.Flat flat;
    private final Gradients gradients;
    private boolean decayAll;
    private double learningRate;
    private double decay;
    private double gathered;
    private int batches;
    private long updates;
    private int start;

    public Updater(Compute compute, Parameters parameters, Optimizer optimizer) {
        this.compute = compute;
        this.parameters = parameters.list();
        this.optimizer = optimizer;
        this.flat = new Optimizer.Flat(
                parameters.values(), parameters.gradients(), new float[optimizer.slots()][parameters.size()]);
        this.gradients = new Gradients(parameters);
    }

    public Optimizer optimizer() {
        return optimizer;
    }

    public Optimizer.Flat flat() {
        return flat;
    }

    public Gradients gradients() {
        return gradients;
    }

    /** Whether decay and penalties touch biases too. */
    public void decayAll(boolean all) {
        decayAll = all;
        gradients.penalizeAll(all);
    }

    /** How often the weights have moved. */
    public long updates() {
        return updates;
    }

    public void updates(long done) {
        updates = done;
    }

    /** Counts a batch whose gradient was added, times its weight. */
    public void gather(double weight) {
        gathered += weight;
        batches++;
    }

    /** Batches gathered since the weights last moved. */
    public int batches() {
        return batches;
    }

    /** The sum of the weights of those batches. */
    public double gathered() {
        return gathered;
    }

    /** Takes back what was gathered once; its gradients are in place already. */
    public void gathered(double weights, int batchCount) {
        gathered = weights;
        batches = batchCount;
    }

    /** One step of every trainable parameter along the weighted mean of what was gathered; gradients are zero after. */
    public void update(double rate) {
        updates++;
        learningRate = rate;
        gradients.prepare(gathered);
        int i = 0;
        while (i < parameters.size()) {
            Parameter first = parameters.get(i++);
            if (!first.trainable()) { // it may have been until a moment ago
                Arrays.fill(flat.gradients(), first.offset(), first.offset() + first.size(), 0f);
            } else {
                decay = decay(first);
                start = first.offset();
                int size = first.size();
                while (i < parameters.size() && parameters.get(i).trainable() && decay(parameters.get(i)) == decay) {
                    size += parameters.get(i++).size(); // neighbours of one kind move as one
                }
                compute.range(size, COST, this);
            }
        }
        gathered(0, 0);
    }

    private double decay(Parameter p) {
        return decayAll || p.role() == Parameter.Role.WEIGHT ? optimizer.weightDecay() : 0;
    }

    /** Drops what was gathered. */
    public void forget() {
        Arrays.fill(flat.gradients(), 0f);
        gathered(0, 0);
    }

    @Override
    public String toString() {
        return optimizer + (decayAll ? ", decay of biases too" : "") + gradients;
    }

    /** A part of the parameters in hand; their gradients are zeroed while they are in the cache. */
    @Override
    public void run(int from, int to) {
        for (int i = start + from; i < start + to; i += PIECE) {
            int end = Math.min(i + PIECE, start + to);
            optimizer.update(flat, i, end, learningRate, decay, updates);
            Arrays.fill(flat.gradients(), i, end, 0f);
        }
    }
}
