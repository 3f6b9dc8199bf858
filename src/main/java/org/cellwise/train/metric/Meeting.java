package org.cellwise.train.metric;

import java.util.List;
import org.cellwise.data.PreparedOtherwise;
import org.cellwise.data.Schema;
import org.cellwise.data.Source;
import org.cellwise.layer.Scale;
import org.cellwise.network.Network;
import org.cellwise.network.OutputMeaning;
import org.cellwise.network.OutputMeaning.Kind;
import org.cellwise.network.Reading;
import org.cellwise.text.Given;
import org.cellwise.text.Names;

/**
 * A network and the rows that it is to answer: names and shapes fit, or an error says why not, and what outputs mean is
 * known as far as layers, loss and data tell.
 */
public final class Meeting {
    private final Network network;
    private final Schema schema;
    private final TargetValues values;
    private final OutputMeaning base;
    private final OutputMeaning meaning;

    private Meeting(Network network, Schema schema, TargetValues values, OutputMeaning base) {
        this.network = network;
        this.schema = schema;
        this.values = values;
        this.base = base;
        this.meaning = decide();
    }

    /**
     * To measure: outputs mean what the network says.
     *
     * @throws IllegalArgumentException if the rows are not such as the network reads, by shape, by name, or by how they are
     *     prepared
     */
    public static Meeting of(Network network, Source data) {
        Given.require(network, "A measurement", "a network, as network(…) makes it");
        Given.require(data, "A measurement", "rows, as of dataset(…) or split.train()");
        MeetingNames.check(network, data.schema());
        PreparedOtherwise.find(network.preparation(), data).ifPresent(what -> {
            throw new IllegalArgumentException(
                    "The network reads rows that are prepared as those it was trained on, but the"
                            + " data is prepared otherwise: " + what
                            + "; measure it on a part of the split that it was trained on,"
                            + " or ask predict(net, table), which prepares rows as the network reads them");
        });
        return new Meeting(network, data.schema(), TargetValues.of(data, TargetValues.unseen()), network.meaning());
    }

    /** To train: outputs come to mean what the loss makes of them; what targets hold is seen as they come. */
    public static Meeting training(Network network, Reading reading, Schema schema) {
        MeetingNames.check(network, schema);
        return new Meeting(
                network, schema, TargetValues.unseen(), network.builtMeaning().read(reading));
    }

    /** The same with other rows; those of a dataset are looked at. */
    public Meeting on(Source data) {
        MeetingNames.check(network, data.schema());
        return new Meeting(network, data.schema(), TargetValues.of(data, values), base);
    }

    /** The same after targets of a batch were seen; this one where they say nothing new. */
    public Meeting seeing(float[] targets, float[] weights, int rows) {
        boolean news = !schema.classification() && values.look(targets, weights, rows, schema);
        return news ? new Meeting(network, schema, values, base) : this;
    }

    /**
     * Lets the network keep what its outputs mean, and the names of what it was trained on: for whoever moves its weights,
     * before each move, since several trainers may take turns.
     */
    public void settle() {
        if (network.meaning() != meaning) {
            network.settle(meaning, MeetingNames.features(schema));
        }
    }

    private OutputMeaning decide() {
        List<String> names = schema.outputNames();
        int positions = schema.positions();
        int width = network.outputShape().elements() / positions;
        boolean fits = width * positions == network.outputShape().elements()
                && (positions == 1 || width == 1 || network.outputShape().last() == width);
        if (!fits) {
            return base;
        }
        if (schema.classification()) {
            Kind kind =
                    width == names.size() ? Kind.CLASSES : width == 1 && names.size() == 2 ? Kind.TWO_CLASSES : null;
            if (kind == null || base.kind() == Kind.NUMBERS) {
                return base;
            }
            return named(base.kind() == Kind.ANSWERS ? Kind.ANSWERS : kind, width, names)
                    .settled();
        }
        if (width != names.size()) {
            return base;
        }
        Kind kind = base.names().isEmpty() || base.kind() == Kind.OPEN ? ofNumbers(width) : base.kind();
        OutputMeaning decided =
                named(kind, width, kind == Kind.TWO_CLASSES ? List.of("not " + names.get(0), names.get(0)) : names);
        return kind == Kind.OPEN ? decided : decided.settled();
    }

    private OutputMeaning named(Kind kind, int width, List<String> names) {
        boolean known = !base.names().isEmpty()
                && (kind == Kind.TWO_CLASSES ? 2 : width) == base.names().size();
        return base.of(kind, known ? base.names() : names, width, schema.positions());
    }

    /** What outputs beside numeric targets are, where training has not said it. */
    private Kind ofNumbers(int width) {
        Scale scale = base.scale();
        if (base.kind() == Kind.NUMBERS || base.kind() == Kind.CLASSES) {
            return values.areShares() ? base.kind() : Kind.NUMBERS;
        }
        if (scale == Scale.LOGITS) {
            return width == 1 ? Kind.TWO_CLASSES : Kind.ANSWERS;
        }
        if (!values.areBits()) {
            return Kind.NUMBERS;
        }
        if (width > 1 && values.haveOneEach()) {
            return Kind.CLASSES;
        }
        return scale == Scale.OPEN ? Kind.OPEN : width == 1 ? Kind.TWO_CLASSES : Kind.ANSWERS;
    }

    public Network network() {
        return network;
    }

    /** What the rows look like. */
    public Schema schema() {
        return schema;
    }

    /** What the outputs mean. */
    public OutputMeaning meaning() {
        return meaning;
    }

    /** Outputs a position. */
    int width() {
        return meaning.width();
    }

    /** Whether targets are classes or 0 and 1, and outputs are not known to be numbers: what pictures show as classes. */
    public boolean asksForClasses() {
        return schema.classification() || hasBits() && meaning.kind() != Kind.NUMBERS;
    }

    /**
     * Refuses numeric targets that are neither 0 nor 1 nor between.
     *
     * @throws IllegalArgumentException if there is one
     */
    public void requireShares(String asker) {
        if (!schema.classification()) {
            values.requireShares(asker);
        }
    }

    /** Whether each target is 0 or 1, or a class. */
    boolean hasBits() {
        return schema.classification() || values.areBits();
    }

    /** The classes in the order of the outputs, two of a single output; of several yes-or-no answers one for each. */
    public List<String> classNames() {
        List<String> names = schema.outputNames();
        return names.size() == 1 ? List.of("not " + names.get(0), names.get(0)) : names;
    }

    private boolean fitsClasses() {
        int classes = classNames().size();
        int outputs = network.outputShape().elements();
        int each = outputs / schema.positions();
        return each * schema.positions() == outputs && (each == classes || each == 1 && classes == 2);
    }

    /**
     * Refuses outputs or targets that stand for no classes.
     *
     * @param asker who wants them, for the error
     * @throws IllegalArgumentException if they do not
     */
    public void requireClasses(String asker) {
        List<String> names = classNames();
        if (!fitsClasses()) {
            boolean one = schema.positions() == 1;
            throw new IllegalArgumentException(
                    "%s expects one output for each of %s classes (%s)%s, but the network has %s: %s"
                            .formatted(
                                    asker,
                                    names.size(),
                                    Names.list(names),
                                    one ? "" : " at each of %s positions".formatted(schema.positions()),
                                    one
                                            ? network.outputShape().elements()
                                            : "outputs of shape " + network.outputShape(),
                                    network.meaning()
                                            .lacking(schema.outputNames())
                                            .orElse("end it with dense(" + names.size()
                                                    + "), or measure something else")));
        }
        requireShares(asker);
        if (!schema.classification() && meaning.kind() == Kind.CLASSES) {
            values.requireOneEach(asker);
        }
        if (meaning.kind() == Kind.OPEN) {
            throw new IllegalArgumentException(
                    "%s expects to know what the network's output means, but nothing says it: before training, %s can put out logits, above 0 for yes, as well as values, above 0.5 for yes. Make a trainer for it, which says it by its loss, as trainer(net, binaryCrossEntropy(), adam(0.01)), or end the network with sigmoid()"
                            .formatted(asker, last()));
        }
        if (!meaning.isDiscrete()) {
            throw new IllegalArgumentException(
                    hasBits()
                            ? "%s expects outputs that stand for classes, but training made them numbers (%s): train with crossEntropy() on classes, or on targets of 0 and 1"
                                    .formatted(asker, Names.list(network.outputNames()))
                            : "%s expects classes, or targets of 0 and 1, but %s: choose a label column, or measure and train with what is meant for numbers, such as meanSquaredError()"
                                    .formatted(asker, values.firstThatIsNoBit()));
        }
    }

    /** Refuses a network that has not an output for each target. */
    void requireTargets(String asker) {
        boolean fits =
                schema.classification() ? fitsClasses() : network.outputShape().elements() == schema.targetWidth();
        if (!fits) {
            throw new IllegalArgumentException("%s compares %s (%s) with as many outputs, but the network has %s"
                    .formatted(
                            asker,
                            Names.count(schema.outputNames().size(), "target"),
                            Names.list(schema.outputNames()),
                            network.outputShape().elements()));
        }
    }

    /**
     * Refuses targets that are classes, and outputs that are no numbers to compare with them.
     *
     * @param asker who wants them, for the error
     * @throws IllegalArgumentException if they are such
     */
    public void requireNumbers(String asker) {
        List<String> names = schema.outputNames();
        if (schema.classification()) {
            throw new IllegalArgumentException(
                    "%s expects numeric targets, but the rows have classes (%s): measure accuracy(), or look at confusion(net, data)"
                            .formatted(asker, Names.list(names)));
        }
        if (network.outputShape().elements() != names.size() * schema.positions()) {
            throw new IllegalArgumentException("%s expects an output for each target (%s), but the network has %s"
                    .formatted(asker, Names.list(names), network.outputShape().elements()));
        }
        if (meaning.isDiscrete() && meaning.scale() == Scale.LOGITS) {
            throw new IllegalArgumentException(
                    "%s expects outputs that are numbers as the targets (%s) are, but they are logits: measure accuracy(), or train with meanSquaredError()"
                            .formatted(asker, Names.list(names)));
        }
    }

    /**
     * Refuses outputs that are not finite, which stand for no class.
     *
     * @param position the first that has such outputs, counted from 1; 0 for none
     */
    void requireFinite(String asker, double position) {
        if (position != 0) {
            throw new IllegalArgumentException(
                    "%s expects finite outputs, but those for row %s are not: the network's weights may have diverged; train again with a smaller learning rate"
                            .formatted(asker, (long) (position - 1) / meaning.positions()));
        }
    }

    /**
     * Refuses rows with several positions, for what shows one answer a row.
     *
     * @throws IllegalArgumentException if they have positions
     */
    public void requireSingle(String asker) {
        if (schema.hasPositions()) {
            throw new IllegalArgumentException(
                    "%s expects one target a row, but each row has %s positions (%s): look at accuracy(net, data) or confusion(net, data)"
                            .formatted(asker, schema.positions(), schema.positionShape()));
        }
    }

    private String last() {
        return network.layers().get(network.layers().size() - 1).name();
    }

    /** Index of the right class of a position; of numbers the largest, or 1 where a single one is above a half. */
    int trueClass(float[] targets, int at) {
        if (schema.classification()) {
            return (int) targets[at];
        }
        int width = schema.outputNames().size();
        if (width == 1) {
            return targets[at] > 0.5f ? 1 : 0;
        }
        int best = 0;
        for (int i = 1; i < width; i++) {
            best = targets[at + i] > targets[at + best] ? i : best;
        }
        return best;
    }

    /** Whether yes is the right answer to a question. */
    boolean isTrue(float[] targets, int at, int question) {
        return schema.classification() ? (int) targets[at] == question : targets[at + question] > 0.5f;
    }

    /** A number of the target of a position; of a class, 1 for the right output and 0 for the others. */
    double target(float[] targets, int at, int output) {
        if (!schema.classification()) {
            return targets[at + output];
        }
        int label = (int) targets[at];
        return width() == 1 ? label : label == output ? 1 : 0;
    }

    /** How many floats the target of a position takes. */
    int targetWidth() {
        return schema.targetWidth() / schema.positions();
    }
}
