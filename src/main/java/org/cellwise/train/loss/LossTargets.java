package org.cellwise.train.loss;

import java.util.Arrays;
import java.util.List;
import org.cellwise.data.Dataset;
import org.cellwise.data.Schema;
import org.cellwise.data.ShardedRows;
import org.cellwise.data.Source;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.layer.Scale;
import org.cellwise.network.Network;
import org.cellwise.network.Reading;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Names;
import org.cellwise.train.metric.Meeting;

/**
 * What a loss is given as targets, where a network, a loss and data meet; whatever does not fit is refused. A loss that
 * reads numbers sees a class as 1 for its output and 0 for the others; of two classes on a single output, as 0 or 1.
 */
public final class LossTargets {
    private static final double ROUNDING = 1e-3;

    private final Network network;
    private final Loss loss;
    private final Schema schema;
    private final boolean oneHot;
    private final boolean indices;
    private final Shape row; // of the targets
    private final int positions;
    private final int width; // outputs for each position; of outputs that do not divide, all
    private Meeting meeting;
    private float[] coded = new float[0];

    /**
     * For rows of a form; what their targets hold is seen as they come.
     *
     * @throws IllegalArgumentException if the network does not fit the rows or the loss
     */
    public LossTargets(Network network, Loss loss, Schema schema) {
        this.network = network;
        this.loss = loss;
        this.schema = schema;
        positions = schema.positions();
        int outputs = network.outputShape().elements();
        width = outputs % positions == 0 ? outputs / positions : outputs;
        meeting = Meeting.training(network, loss.reads(), schema);
        indices = schema.classification() && (loss.reads() == Reading.CLASS_LOGITS || loss.reads() == Reading.LABELS);
        oneHot = schema.classification() && !indices;
        requireScale();
        switch (loss.reads()) {
            case VALUES, ANSWER_LOGITS -> requireNumbers();
            case CLASS_LOGITS -> requireClasses();
            case LABELS -> requireLabels();
        }
        row = indices ? schema.targetShape() : network.outputShape();
    }

    /**
     * For the rows of a source; those of a dataset are looked at, each of them.
     *
     * @throws IllegalArgumentException if the network does not fit the rows or the loss, or a target the loss
     */
    public static LossTargets of(Network network, Loss loss, Source data) {
        LossTargets targets = new LossTargets(network, loss, data.schema());
        targets.meeting = targets.meeting.on(data);
        if (!data.schema().classification() && loss.reads() == Reading.CLASS_LOGITS) {
            Dataset held = ShardedRows.held(data);
            if (held != null) {
                requireDistributions(loss, held);
            }
        } else if (loss.reads().logits()) {
            targets.meeting.requireShares(loss.name());
        }
        return targets;
    }

    /** The network and the rows as the loss sees them. */
    public Meeting meeting() {
        return meeting;
    }

    /** Whether the network's own layers leave outputs open to what the loss makes of them. */
    private void requireScale() {
        Scale scale = network.builtMeaning().scale();
        boolean logits = loss.reads().logits();
        if (scale == Scale.LOGITS && loss.reads() == Reading.VALUES || scale == Scale.VALUES && logits) {
            throw new IllegalArgumentException("%s reads outputs as %s, but %s puts out %s: use %s"
                    .formatted(
                            loss.name(),
                            logits ? "logits" : "plain values",
                            last(),
                            logits ? "plain values" : "logits",
                            logits ? "meanSquaredError()" : "crossEntropy() or binaryCrossEntropy()"));
        }
        if (logits && scale != Scale.OPEN && scale != Scale.LOGITS) {
            boolean softmax = loss.reads() == Reading.CLASS_LOGITS;
            throw new IllegalArgumentException(loss.name() + " expects logits and applies "
                    + (softmax ? "softmax" : "the sigmoid") + " itself, but the network ends in " + last()
                    + ": leave that layer out; classify(…) gives probabilities");
        }
    }

    /** The last layer that makes of outputs what they are, also one inside another; those after it change nothing. */
    private static BuiltLayer deciding(List<BuiltLayer> layers, Scale incoming) {
        BuiltLayer last = layers.get(layers.size() - 1);
        Scale before = incoming;
        Scale into = incoming;
        for (BuiltLayer layer : layers) {
            Scale after = layer.layer().scale(before);
            if (after != before || after == Scale.OPEN) {
                last = layer;
                into = before;
            }
            before = after;
        }
        return last.parts().isEmpty() ? last : deciding(last.parts(), into);
    }

    private String last() {
        return deciding(network.layers(), Scale.OPEN).name();
    }

    private void requireClasses() {
        int classes = schema.outputNames().size();
        if (positions > 1 || schema.hasPositions()) {
            requirePositions(classes);
        } else if (width != classes || network.outputShape().last() != classes) {
            throw new IllegalArgumentException(
                    loss.name() + " expects one output for each of the " + classes + " classes ("
                            + Names.list(schema.outputNames()) + "), but the network ends in " + last() + " with "
                            + outputs() + ": "
                            + network.meaning().lacking(schema.outputNames()).orElse(remedy(classes)));
        }
    }

    private String remedy(int outputs) {
        return network.outputShape().rank() < 2
                ? "end it with dense(" + outputs + ")"
                : "put flatten() before dense(" + outputs + "), or give the data a target for each position";
    }

    private String outputs() {
        Shape shape = network.outputShape();
        return shape.rank() == 1
                ? Names.count(shape.elements(), "output")
                : shape.elements() + " outputs (" + shape + ")";
    }

    private void requirePositions(int width) {
        List<Integer> wanted =
                Arrays.stream(schema.positionShape().sizes()).boxed().toList();
        Shape expected = schema.positionShape();
        int[] sizes = Arrays.copyOf(expected.sizes(), expected.rank() + 1);
        sizes[expected.rank()] = width;
        if (!network.outputShape().equals(Shape.of(sizes))) {
            throw new IllegalArgumentException(
                    "%s expects %s at each of %s positions (%s), outputs of shape %s, but the network puts out %s: end it with layers that keep the positions, and dense(%s)"
                            .formatted(
                                    loss.name(),
                                    schema.classification()
                                            ? "one output for each of the %s classes (%s)"
                                                    .formatted(width, Names.list(schema.outputNames()))
                                            : Names.count(width, "output"),
                                    wanted.stream().mapToInt(Integer::intValue).reduce(1, (a, b) -> a * b),
                                    expected,
                                    Shape.of(sizes),
                                    network.outputShape(),
                                    width));
        }
    }

    /** Numeric targets serve as classes where each row is a distribution over them. */
    private static void requireDistributions(Loss loss, Dataset data) {
        int width = data.schema().targetWidth() / data.schema().positions();
        for (int row = 0; row < data.size(); row++) {
            double[] all = data.target(row);
            double[] weights = data.isWeighted() ? data.weightsOf(row) : null;
            for (int from = 0; from < all.length; from += width) {
                double[] target = Arrays.copyOfRange(all, from, from + width);
                double sum = Arrays.stream(target).sum();
                boolean counts = weights == null || weights[from / width] != 0;
                if (counts
                        && (!(Math.abs(sum - 1) <= ROUNDING)
                                || Arrays.stream(target).anyMatch(t -> t < 0))) {
                    boolean answers = Arrays.stream(target).allMatch(t -> t == 0 || t == 1);
                    throw new IllegalArgumentException(loss.name() + " expects a class for each row, or probabilities"
                            + " that add up to 1, but the numeric targets of row " + row + " are "
                            + Arrays.toString(target) + ": choose a label column, or use "
                            + (answers ? "binaryCrossEntropy()" : "meanSquaredError()"));
                }
            }
        }
    }

    private void requireLabels() {
        if (!schema.classification()) {
            throw new IllegalArgumentException(loss.name() + " expects a class for each row, but the data has numeric"
                    + " targets: choose a label column");
        }
    }

    private void requireNumbers() {
        int wanted = schema.outputNames().size();
        if (oneHot && wanted == 2 && width == 1) {
            requireShare();
        } else if (schema.hasPositions()) {
            requirePositions(wanted);
        } else if (width != wanted) {
            throw new IllegalArgumentException(loss.name() + " compares " + Names.count(wanted, "target") + " ("
                    + Names.list(schema.outputNames()) + ") with as many outputs, but the network has " + width
                    + ": " + remedy(wanted));
        }
    }

    /** An output that is compared with classes as 0 and 1 should not leave that range. */
    private void requireShare() {
        if (!loss.reads().logits() && !network.builtMeaning().scale().isShare()) {
            throw new IllegalArgumentException(loss.name() + " compares one output with a class as 0 or 1, but "
                    + network.layers().get(network.layers().size() - 1).name()
                    + " puts out any number: end the network with sigmoid(), or use"
                    + " binaryCrossEntropy()");
        }
    }

    /** Shape of the targets of so many rows, as the loss reads them. */
    public Shape shape(int rows) {
        return row.prepend(rows);
    }

    /**
     * Targets of so many rows as the loss reads them; the same array each time.
     *
     * @param weights of the positions; those that weigh nothing may hold any target
     */
    public float[] code(float[] targets, float[] weights, int rows) {
        if (loss.reads() == Reading.VALUES) {
            Meeting seen = meeting.seeing(targets, weights, rows);
            if (seen != meeting) {
                meeting = seen;
            }
        }
        if (!oneHot) {
            return targets;
        }
        int places = rows * positions;
        if (coded.length < places * width) {
            coded = new float[places * width];
        }
        Arrays.fill(coded, 0f);
        for (int place = 0; place < places; place++) {
            int label = (int) targets[place];
            if (width == 1) {
                coded[place] = label;
            } else if (label >= 0 && label < width) {
                coded[place * width + label] = 1f;
            }
        }
        return coded;
    }
}
