package org.cellwise.insight.debug;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.cellwise.data.Batch;
import org.cellwise.data.Schema;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.cellwise.tensor.Tracer;
import org.cellwise.train.Step;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.loss.LossTargets;

/**
 * What each row of a batch adds to the gradient of one weight: what the input put in, times the slope of the loss by what the
 * unit summed up. These are the very terms that training adds up, with the same units dropped out.
 */
final class WeightSlopes implements Tracer {
    private final String layer;
    private final int input;
    private final int unit;
    private final Network network; // a copy that takes on the weights of each step
    private final Parameter weight;
    private final Loss loss;
    private final Tape tape;
    private final Deque<String> open = new ArrayDeque<>();
    private final Deque<Tensor> read = new ArrayDeque<>();
    /** What went through the layer, in and out, once for each time. */
    private final List<Tensor[]> passes = new ArrayList<>();

    private Schema known;
    private LossTargets targets;

    WeightSlopes(Step step, String layer, int input, int unit) {
        this.layer = layer;
        this.input = input;
        this.unit = unit;
        network = step.network().copy();
        weight = network.layer(layer).parameters().get(0);
        loss = step.loss();
        tape = new Tape(Tape.Mode.TRAIN, network.compute(), new SeededRandom(0));
        tape.trace(this);
    }

    /** Of the mean loss of a batch, before a step learns from it: a number for each row, which add up to the gradient. */
    double[] of(Step step, Batch batch) {
        network.parameters().take(step.network().parameters());
        tape.random().restore(step.random().state());
        double[] slopes = new double[batch.count()];
        if (weight.isFrozen()) {
            return slopes;
        }
        passes.clear();
        Arrays.fill(network.parameters().gradients(), 0f);
        double all = run(batch);
        for (Tensor[] pass : passes) {
            if (pass[1].needsGradient() && all > 0) {
                add(pass[0], pass[1], all, slopes);
            }
        }
        return slopes;
    }

    /** Forward and backward; what the batch weighs. */
    private double run(Batch batch) {
        int rows = batch.count();
        if (batch.schema() != known) {
            known = batch.schema();
            targets = new LossTargets(network, loss, known);
        }
        tape.rewind();
        Tensor y = network.forward(tape.input(network.inputShape().prepend(rows), batch.features()));
        Tensor target = tape.input(targets.shape(rows), targets.code(batch.targets(), batch.weights(), rows));
        Tensor losses = loss.perRow(y, target);
        Tensor counts = loss.counts(y, target);
        float[] weights = batch.weights();
        float[] upstream = new float[losses.size()];
        double all = 0;
        boolean single = losses.size() == 1 && counts == null;
        for (int i = 0; i < upstream.length; i++) {
            double one = (weights == null ? 1.0 : weights[i]) * (single ? (double) rows * known.positions() : 1);
            upstream[i] = (float) one;
            all += one * (counts == null ? 1 : counts.data()[counts.offset() + i]);
        }
        tape.backward(losses, upstream);
        return all;
    }

    /** x (B, …, in), y (B, …, units). */
    private void add(Tensor x, Tensor y, double all, double... slopes) {
        int in = x.shape().last();
        int units = y.shape().last();
        int places = x.size() / in; // rows, or positions of rows
        for (int place = 0; place < places; place++) {
            double slope = (double) x.data()[x.offset() + place * in + input]
                    * y.gradient()[y.offset() + place * units + unit];
            slopes[place / (places / slopes.length)] += slope / all;
        }
    }

    @Override
    public void enter(String name, Tensor x) {
        open.push(name);
        read.push(x);
    }

    @Override
    public void leave(Tensor y) {
        Tensor x = read.pop();
        if (open.pop().equals(layer)) {
            passes.add(new Tensor[] {x, y});
        }
    }

    @Override
    public void ran(Node node) {
        // what runs within the layer is no matter
    }
}
