package org.cellwise.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.network.Trace;
import org.cellwise.network.UnitNames;
import org.cellwise.op.Ops;
import org.cellwise.op.activation.Elementwise;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.cellwise.train.DivergedException;
import org.cellwise.train.NonFinite;
import org.cellwise.train.Step;
import org.cellwise.train.loss.LossTargets;
import org.cellwise.train.optimizer.Finite;

/** Takes one step on one example and writes down all that happens; the caller puts the state back. */
final class StepExplainer {
    private static final int MAX_NUMBERS = 80;
    private static final double DISTANCE = 0.03; // of the finite differences; float sums allow no smaller one

    private final Step step;
    private final Network network;
    private final Batch batch;
    private final LossTargets targets;
    private final SeededRandom random = new SeededRandom(0);
    private final long start = random.state();
    private final Tape tape;
    private Trace trace;
    private float[] coded;

    StepExplainer(Step step, Dataset example) {
        this.step = step;
        this.network = step.network();
        this.targets = LossTargets.of(network, step.loss(), example);
        this.batch = example.batch(0);
        this.tape = new Tape(Tape.Mode.TRAIN, network.compute(), random);
    }

    StepExplanation run() {
        float[] values = network.parameters().values();
        requireFinite(values);
        step.forget();
        Tensor loss = forward();
        double before = loss.single();
        if (!Double.isFinite(before)) {
            throw new DivergedException(NonFinite.message("explainStep: the loss", before, network, batch));
        }
        tape.backward(loss);
        Explanation pass = Explanation.of(network, trace);
        List<double[]> errors =
                trace.calls().stream().map(call -> call.output().gradients()).toList();
        List<Trace.Call> calls = trace.calls();
        float[] old = values.clone();
        float[] gradients = network.parameters().gradients().clone();
        if (!Finite.all(gradients, 0, gradients.length)) {
            throw new DivergedException(
                    "explainStep expects finite gradients, but the loss is finite and its gradient is"
                            + " not, as that of a root or a logarithm at 0: look at explain(net, …), or choose another row");
        }
        step.forget();
        step.gather(gradients, before, 1);
        step.move();
        float[] moved = values.clone();
        double after = forward().single();
        System.arraycopy(old, 0, values, 0, old.length);
        List<StepExplanation.Layer> layers = layers(pass, calls, errors, old, gradients, moved);
        return new StepExplanation(
                pass,
                doubles(coded),
                step.loss().name(),
                before,
                after,
                step.optimizer().name(),
                step.rate(),
                layers);
    }

    private void requireFinite(float... values) {
        for (Parameter p : network.parameters().list()) {
            int odd = Finite.firstOther(values, p.offset(), p.size());
            if (odd >= 0) {
                throw new DivergedException(
                        "explainStep expects finite weights, but %s holds %s: go back with rewind(…), or build the network anew and train at a smaller learning rate"
                                .formatted(p.name(), values[odd]));
            }
        }
    }

    // the same dropout each time
    private Tensor forward() {
        random.restore(start);
        tape.rewind();
        Tensor x = tape.input(network.inputShape().prepend(1), batch.features());
        coded = targets.code(batch.targets(), batch.weights(), 1);
        Tensor target = tape.input(targets.shape(1), coded);
        trace = Trace.of(network, x);
        return step.loss().apply(trace.output().tensor(), target);
    }

    private List<StepExplanation.Layer> layers(
            Explanation pass,
            List<Trace.Call> calls,
            List<double[]> errors,
            float[] old,
            float[] gradients,
            float[] moved) {
        List<StepExplanation.Layer> layers = new ArrayList<>();
        int links = 0;
        for (int i = 0; i < calls.size(); i++) {
            BuiltLayer layer = calls.get(i).layer();
            boolean dense = Explainer.product(calls.get(i)) != null;
            if (layer.trainable()) {
                int first = layer.parameters().get(0).offset();
                int count =
                        layer.parameters().stream().mapToInt(Parameter::size).sum();
                Op after = dense && i + 1 < calls.size() ? function(calls.get(i + 1)) : null;
                List<StepExplanation.Weight> weights = dense && network.parameterCount() <= MAX_NUMBERS
                        ? weights(pass, errors, i, after, links, old, gradients, moved)
                        : List.of();
                layers.add(new StepExplanation.Layer(
                        layer.name(),
                        after == null ? "" : calls.get(i + 1).layer().layer().kind(),
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

    /** The function of single numbers that a layer is; null for other layers. */
    private static Op function(Trace.Call call) {
        Op only = call.steps().size() == 1 ? call.steps().get(0).op() : null;
        return only instanceof Elementwise && call.layer().parameters().isEmpty() ? only : null;
    }

    private double[] slopes(Op function, double... x) {
        float[] slopes = new float[x.length];
        if (Ops.whyNoSlope(function) == null) {
            float[] points = new float[x.length];
            for (int i = 0; i < x.length; i++) {
                points[i] = (float) x[i];
            }
            Tape own = new Tape(Tape.Mode.TRAIN, network.compute(), new SeededRandom(0));
            own.backward(own.apply(function, own.input(Shape.of(x.length), points, slopes)), null);
        }
        return doubles(slopes);
    }

    private List<StepExplanation.Weight> weights(
            Explanation pass,
            List<double[]> errors,
            int layer,
            Op after,
            int link,
            float[] old,
            float[] gradients,
            float[] moved) {
        Explanation.Step step = pass.steps().get(layer);
        double[] slopes = after == null ? ones(step.output().length) : slopes(after, step.output());
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
