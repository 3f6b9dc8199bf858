package org.cellwise.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.layer.Activation;
import org.cellwise.layer.Dense;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Block;
import org.cellwise.network.Explanation;
import org.cellwise.network.Network;
import org.cellwise.network.UnitNames;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.cellwise.train.Learner;
import org.cellwise.train.TargetCoder;

/** Takes one step on one example and writes down all that happens; the state is put back by whoever calls. */
public final class StepExplainer {
    private static final int MOST_NUMBERS = 80;
    private static final double DISTANCE = 0.03; // of the finite differences; float sums allow no smaller one

    private final Learner learner;
    private final Network network;
    private final Batch batch;
    private final TargetCoder coder;
    private final SeededRandom random = new SeededRandom(0);
    private final long start = random.state();
    private final Tape tape;
    private final List<Tensor> outputs = new ArrayList<>();
    private float[] coded;

    StepExplainer(Learner learner, Dataset example) {
        this.learner = learner;
        this.network = learner.network();
        this.coder = new TargetCoder(network, learner.loss(), example.schema());
        this.batch = example.batch(0);
        this.tape = new Tape(Tape.Mode.TRAIN, network.compute(), random);
    }

    StepExplanation run() {
        float[] values = network.parameters().values();
        learner.updater().forget();
        Tensor loss = forward();
        double before = loss.single();
        tape.backward(loss);
        Explanation pass = Explanation.of(
                network,
                doubles(batch.features()),
                outputs.stream().map(Tensor::values).toList());
        List<double[]> errors = outputs.stream().map(StepExplainer::gradient).toList();
        float[] old = values.clone();
        float[] gradients = network.parameters().gradients().clone();
        learner.updater().gather(1);
        learner.updater().update(learner.rate());
        float[] moved = values.clone();
        double after = forward().single();
        System.arraycopy(old, 0, values, 0, old.length);
        List<StepExplanation.Layer> layers = layers(pass, errors, old, gradients, moved);
        return new StepExplanation(
                pass,
                doubles(coded),
                learner.loss().name(),
                before,
                after,
                learner.updater().optimizer().name(),
                learner.rate(),
                layers);
    }

    // the same dropout each time
    private Tensor forward() {
        random.restore(start);
        tape.rewind();
        outputs.clear();
        Tensor y = tape.input(network.inputShape().prepend(1), batch.features());
        coded = coder.code(batch.targets(), 1);
        Tensor target = tape.input(coder.shape(1), coded);
        for (Block block : network.layers()) {
            y = block.forward().apply(y);
            outputs.add(y);
        }
        return learner.loss().apply(y, target);
    }

    private static double[] gradient(Tensor tensor) {
        double[] copy = new double[tensor.size()];
        if (tensor.needsGradient()) {
            Arrays.setAll(copy, i -> tensor.gradient()[tensor.offset() + i]);
        }
        return copy;
    }

    private List<StepExplanation.Layer> layers(
            Explanation pass, List<double[]> errors, float[] old, float[] gradients, float[] moved) {
        List<StepExplanation.Layer> layers = new ArrayList<>();
        int links = 0;
        for (int i = 0; i < network.layers().size(); i++) {
            Block block = network.layers().get(i);
            boolean dense = block.layer() instanceof Dense && block.output().rank() == 1;
            if (block.trainable()) {
                int first = block.parameters().get(0).offset();
                int count =
                        block.parameters().stream().mapToInt(Parameter::size).sum();
                Activation after = dense ? activationAfter(i) : null;
                List<StepExplanation.Weight> weights = dense && network.parameterCount() <= MOST_NUMBERS
                        ? weights(pass, errors, i, after, links, old, gradients, moved)
                        : List.of();
                layers.add(new StepExplanation.Layer(
                        block.name(),
                        after == null ? "" : after.kind(),
                        weights,
                        count,
                        norm(old, null, first, count),
                        norm(gradients, null, first, count),
                        norm(moved, old, first, count)));
            }
            links += dense ? 1 : 0;
        }
        return List.copyOf(layers);
    }

    /** The function of single numbers right behind a layer; null where there is none. */
    private Activation activationAfter(int layer) {
        boolean last = layer + 1 == network.layers().size();
        return !last
                        && network.layers().get(layer + 1).layer() instanceof Activation activation
                        && !activation.kind().endsWith("softmax")
                ? activation
                : null;
    }

    private List<StepExplanation.Weight> weights(
            Explanation pass,
            List<double[]> errors,
            int layer,
            Activation after,
            int link,
            float[] old,
            float[] gradients,
            float[] moved) {
        Explanation.Step step = pass.steps().get(layer);
        double[] slopes = after == null ? ones(step.output().length) : after.slopes(step.output());
        double[] error = errors.get(after == null ? layer : layer + 1);
        List<StepExplanation.Weight> weights = new ArrayList<>();
        for (Parameter p : network.layers().get(layer).parameters()) {
            boolean bias = p.role() == Parameter.Role.BIAS;
            for (int k = 0; k < p.size() && p.trainable(); k++) {
                int from = k / step.output().length;
                int to = k % step.output().length;
                int at = p.offset() + k;
                String name = bias
                        ? "b" + UnitNames.weights(link).substring(1) + UnitNames.subscript(to + 1)
                        : UnitNames.weight(UnitNames.weights(link), from, to);
                weights.add(new StepExplanation.Weight(
                        name,
                        bias ? 1 : step.input()[from],
                        slopes[to],
                        error[to],
                        gradients[at],
                        slope(at),
                        old[at],
                        moved[at]));
            }
        }
        return List.copyOf(weights);
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** Richardson's extrapolation of two central differences: the error shrinks with the fourth power of the distance. */
    private double slope(int at) {
        return (4 * difference(at, DISTANCE / 2) - difference(at, DISTANCE)) / 3;
    }

    private double difference(int at, double distance) {
        float[] values = network.parameters().values();
        float centre = values[at];
        values[at] = (float) (centre + distance);
        double high = values[at];
        double above = forward().single();
        values[at] = (float) (centre - distance);
        double low = values[at];
        double below = forward().single();
        values[at] = centre;
        return (above - below) / (high - low);
    }

    private static double norm(float[] values, float[] minus, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            double value = values[i] - (minus == null ? 0 : minus[i]);
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    private static double[] doubles(float[] values) {
        double[] copy = new double[values.length];
        Arrays.setAll(copy, i -> values[i]);
        return copy;
    }
}
