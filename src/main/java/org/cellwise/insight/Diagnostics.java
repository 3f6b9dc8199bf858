package org.cellwise.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.insight.table.LabelLeak;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.layer.Description;
import org.cellwise.network.Trace;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Parameters;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.cellwise.train.DivergedException;
import org.cellwise.train.NonFinite;
import org.cellwise.train.Step;
import org.cellwise.train.Unscaled;

/** Looks a network over: one step on a sample of rows, and each feature by itself. */
final class Diagnostics {
    private static final int SAMPLE = 512;
    private static final double FAR_APART = 1e3; // gradients of two layers
    private static final double LARGE = 1e3; // a gradient
    private static final double FAST = 0.1; // of the weights' length in a step
    private static final double WORSE = 1.5; // loss after a step by that before
    private static final double SLOW = 1e-6;
    private static final double MANY = 0.5; // of the units
    private static final double EDGE = 0.01; // of the range of a squashing function
    private static final double MOST = 0.75; // of the answers

    private final Step training;
    private final Dataset data;
    private final int batchSize;
    private final List<Diagnosis.Units> units = new ArrayList<>();
    private final Map<String, boolean[]> flatUnits = new LinkedHashMap<>();
    private final List<String> findings = new ArrayList<>();
    private float[] gradients; // of the mean loss of the rows looked at

    Diagnostics(Step training, Dataset data, int batchSize) {
        this.training = training;
        this.batchSize = batchSize;
        this.data = data;
    }

    /** Leaves the state changed: the caller puts it back. */
    Diagnosis run() {
        Batch batch = sample();
        long dropout = training.random().state();
        double loss = training.loss(batch);
        if (!Double.isFinite(loss)) {
            findings.add(NonFinite.message("The loss", loss, training.network(), batch));
            return new Diagnosis(List.of(), List.of(), findings);
        }
        training.random().restore(dropout);
        backward(batch);
        List<String> ofWeights = WeightFindings.find(training.network());
        findings.addAll(ofWeights);
        findUnits(batch, ofWeights.isEmpty());
        findLoneRows();
        List<Diagnosis.Layer> layers = layers();
        judgeGradients(layers, batch, ofWeights.isEmpty());
        training.random().restore(dropout); // the same units drop out again
        judgeRate(layers, loss, training.loss(batch), ofWeights.isEmpty());
        findings.addAll(PaddingFindings.find(training.network(), data));
        findings.addAll(LabelLeak.find(data));
        return new Diagnosis(layers, List.copyOf(units), List.copyOf(findings));
    }

    /** One backward pass and what it shows; leaves the state changed as well. */
    GradientFlow flow() {
        Batch batch = sample();
        backward(batch);
        findUnits(batch, true);
        return new GradientFlow(training.network(), batch.count(), gradients, layers(), flatUnits);
    }

    private void backward(Batch batch) {
        training.forget();
        training.gradients(batch);
        gradients = training.gradientSums();
        for (int i = 0; i < gradients.length && training.weightSum() > 0; i++) {
            gradients[i] /= (float) training.weightSum();
        }
    }

    private Batch sample() {
        int[] rows = IntStream.range(0, data.size()).toArray();
        training.order().shuffle(rows);
        return data.batch(Arrays.copyOf(rows, Math.min(SAMPLE, rows.length)));
    }

    /** Batch normalisation measures over a batch, so it makes every row the same where a channel has one number in it. */
    private void findLoneRows() {
        boolean last = data.size() % batchSize == 1 || data.size() == 1;
        if (batchSize > 1 && !last) {
            return;
        }
        training.network().layers().stream()
                .flatMap(BuiltLayer::all)
                .filter(layer -> layer.layer().kind().equals("batch_norm")
                        && layer.trainable()
                        && !Boolean.TRUE.equals(layer.description().setting("fixed"))
                        && layer.input().elements() == layer.input().size(0))
                .forEach(layer -> findings.add(layer.name() + ": "
                        + (batchSize == 1 ? "batches are" : "the last batch of " + data.size() + " rows is")
                        + " of one row, which normalisation over the batch turns into 0 whatever it is; try "
                        + (batchSize == 1 ? "batchSize(16)" : "another batchSize(…)")
                        + ", layerNorm(), or fixedStatistics()"));
    }

    /** Counts units that are flat on all rows: zero after a rectifier, at the edge after sigmoid or tanh. */
    private void findUnits(Batch batch, boolean usualWeights) {
        List<Trace.Step> steps =
                Trace.of(training.network(), batch.features(), batch.count()).steps();
        InputFindings.find(steps, batch, data).ifPresent(findings::add);
        for (Trace.Step step : steps) {
            if (canBeFlat(step.op().name())) {
                boolean[] isFlat = flat(step);
                int count = isFlat.length;
                int flat =
                        (int) IntStream.range(0, count).filter(c -> isFlat[c]).count();
                String name = name(step);
                flatUnits.put(name, isFlat);
                units.add(new Diagnosis.Units(name, flat, count));
                boolean isEnd = step == steps.get(steps.size() - 1);
                String ofEnd = isEnd ? EndFindings.find(name, step, training.loss(), batch) : null;
                if (ofEnd != null) {
                    findings.add(ofEnd);
                } else if (flat > MANY * count && usualWeights) {
                    findings.add("%s: %s of %s flat on all %s, so they learn nothing; try smaller first weights%s"
                            .formatted(
                                    name,
                                    flat,
                                    Names.count(count, "unit") + (count == 1 ? " is" : " are"),
                                    Names.count(batch.count(), "row"),
                                    remedy(step.op().name(), isEnd)));
                } else if (!isEnd && usualWeights && shareAtEdges(step) > MOST) {
                    findings.add(
                            "%s: %s of the answers are at an end of the range, where the slope is next to nothing, so that the layers before hardly learn; try smaller first weights, standardize() the data, or relu() in place of %s()"
                                    .formatted(
                                            name,
                                            Numbers.percent(shareAtEdges(step), 2),
                                            step.op().name()));
                }
            }
        }
    }

    private static String remedy(String function, boolean isEnd) {
        return function.equals("relu")
                ? ", a smaller learning rate, or leakyRelu() in place of relu()"
                : isEnd
                        ? " or a smaller learning rate"
                        : ", a smaller learning rate, or relu() in place of " + function + "()";
    }

    /** Of the layer, or where the function is but one step of it, of the step. */
    private String name(Trace.Step step) {
        boolean activation =
                training.network().layer(step.layer()).description().flow() == Description.Flow.FUNCTION;
        return activation ? step.layer() : step.output().name();
    }

    private static boolean canBeFlat(String function) {
        return function.equals("relu") || function.equals("sigmoid") || function.equals("tanh");
    }

    /** One for each unit, or for each channel of images. */
    private static boolean[] flat(Trace.Step step) {
        Shape shape = step.output().shape();
        boolean images = shape.rank() == 4;
        int inner = images ? shape.size(2) * shape.size(3) : 1;
        boolean[] flat = new boolean[images ? shape.size(1) : shape.last()];
        Arrays.fill(flat, true);
        Tensor y = step.output().tensor();
        for (int i = 0; i < y.size(); i++) {
            flat[i / inner % flat.length] &= isFlat(step.op().name(), y.data()[y.offset() + i]);
        }
        return flat;
    }

    /** How many of the answers of a squashing function are at one of its ends; of a rectifier none. */
    private static double shareAtEdges(Trace.Step step) {
        Tensor y = step.output().tensor();
        return step.op().name().equals("relu")
                ? 0
                : IntStream.range(y.offset(), y.offset() + y.size())
                                .filter(i -> isFlat(step.op().name(), y.data()[i]))
                                .count()
                        / (double) y.size();
    }

    private static boolean isFlat(String function, float y) {
        return switch (function) {
            case "relu" -> y <= 0;
            case "sigmoid" -> y < EDGE || y > 1 - EDGE;
            default -> Math.abs(y) > 1 - EDGE;
        };
    }

    /** Weights, gradients, and how far one step at the present rate moves the weights. */
    private List<Diagnosis.Layer> layers() {
        Parameters parameters = training.network().parameters();
        List<Parameter> weights = parameters.list().stream()
                .filter(p -> p.role() == Parameter.Role.WEIGHT && p.trainable())
                .toList();
        double[] lengths =
                weights.stream().mapToDouble(p -> rootMeanSquare(gradients, p)).toArray();
        float[] before = parameters.values().clone();
        move();
        float[] moved = new float[before.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = parameters.values()[i] - before[i];
        }
        List<Diagnosis.Layer> layers = new ArrayList<>();
        for (int i = 0; i < lengths.length; i++) {
            Parameter p = weights.get(i);
            String name = p.name().replaceFirst("\\.weight$", "");
            double weight = rootMeanSquare(before, p);
            layers.add(new Diagnosis.Layer(name, weight, lengths[i], update(rootMeanSquare(moved, p), weight)));
        }
        return List.copyOf(layers);
    }

    /** Weights that are all 0 have no length; those that stay do not move, whatever their length. */
    private static double update(double moved, double weight) {
        return moved == 0 ? 0 : moved / weight;
    }

    private void move() {
        try {
            training.move();
        } catch (DivergedException e) {
            return; // how far weights move is then no number either
        }
    }

    private static double rootMeanSquare(float[] values, Parameter p) {
        double sum = 0;
        for (int i = p.offset(); i < p.offset() + p.size(); i++) {
            sum += (double) values[i] * values[i];
        }
        return Math.sqrt(sum / p.size());
    }

    private void judgeGradients(List<Diagnosis.Layer> layers, Batch batch, boolean usualWeights) {
        if (Unscaled.targets(batch)) {
            findings.add(Unscaled.sentence(batch));
        }
        for (Diagnosis.Layer layer : layers) {
            if (layer.gradient() > LARGE) {
                findings.add("%s: the gradient explodes to %s; try clipNorm(1), or %s"
                        .formatted(layer.name(), number(layer.gradient()), Unscaled.remedy(batch)));
            }
        }
        if (layers.size() < 2 || !usualWeights) { // what is said of the weights explains the gradients
            return;
        }
        Diagnosis.Layer first = layers.get(0);
        Diagnosis.Layer last = layers.get(layers.size() - 1);
        if (first.gradient() * FAR_APART < last.gradient()) {
            findings.add(("The gradient vanishes on its way back: %s at %s, %s at %s; try relu() in place of"
                            + " sigmoid(), fewer layers, normalisation, or residual layers")
                    .formatted(number(last.gradient()), last.name(), number(first.gradient()), first.name()));
        } else if (first.gradient() > FAR_APART * last.gradient() && last.gradient() > 0) {
            findings.add("The gradient explodes on its way back: %s at %s, %s at %s; try smaller first weights"
                    .formatted(number(last.gradient()), last.name(), number(first.gradient()), first.name()));
        }
    }

    private void judgeRate(List<Diagnosis.Layer> layers, double before, double after, boolean usualWeights) {
        double largest = layers.stream()
                .mapToDouble(Diagnosis.Layer::update)
                .filter(Double::isFinite) // not of weights that are all 0
                .max()
                .orElse(Double.NaN);
        String seen = "a step at learning rate %s moves weights by %s of their length, where 0.001 is usual,"
                        .formatted(number(training.rate()), number(largest))
                + " and takes the loss on the same rows from %s to %s; findLearningRate(…) suggests one"
                        .formatted(Numbers.significant(before, 3), Numbers.significant(after, 3));
        if (largest > FAST && !(after <= WORSE * before)) {
            findings.add("The learning rate looks too high: " + seen);
        } else if (largest < SLOW && usualWeights && layers.stream().anyMatch(layer -> layer.gradient() > 0)) {
            findings.add("The learning rate looks too low: " + seen);
        }
    }

    private static String number(double value) {
        return Numbers.significant(value, 2);
    }
}
