package org.cellwise.insight.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.cellwise.data.Dataset;
import org.cellwise.data.Split;
import org.cellwise.data.column.DatasetColumns;
import org.cellwise.data.column.Groups;
import org.cellwise.insight.ImageShape;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.math.Seed;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Given;
import org.cellwise.text.Names;
import org.cellwise.train.DivergedException;
import org.cellwise.train.Epochs;
import org.cellwise.train.Progress;
import org.cellwise.train.Recording;
import org.cellwise.train.Trainer;
import org.cellwise.train.search.NewTrainers;
import org.cellwise.train.search.SideBySide;

/**
 * Trains a network anew by its recipe, without some rows: these weigh 0, so that they are in no loss and no gradient, and
 * the others stay in the batches that they were in.
 */
public final class Replays {
    /** How many rows are left out, one in each training, unless said. */
    public static final int COUNT = 10;

    private static final String WHO = "blame";
    private static final int BY_CHANCE = 5;
    private static final int MOST_GROUPS = 20;

    private final Network network;
    private final Split split;
    private final NewTrainers trainers;
    private final Epochs epochs;
    private final double[] row;
    private final Answers answers;
    private final int answer;
    private final double now;

    private Replays(Network network, Split split, Function<Split, Trainer> recipe, Epochs epochs, double... row) {
        Given.require(network, "blame", "a network, as network(…) makes it");
        Given.require(split, "blame", "the split that the network was trained on");
        Given.require(epochs, "blame", "epochs, such as epochs(20)");
        this.network = network;
        this.split = split;
        trainers = new NewTrainers(WHO, "training", recipe, network);
        this.epochs = epochs;
        this.row = row;
        answers = Answers.of(WHO, network, split.train());
        float[] outputs = answers.outputs(WHO, row);
        answer = answers.index(WHO, null, outputs);
        now = answers.of(outputs, 0)[answer];
        requireNoBatchNorm();
    }

    private void requireNoBatchNorm() {
        for (BuiltLayer layer : network.layers()) {
            layer.all()
                    .filter(one -> one.description().kind().equals("batch_norm")
                            && one.trainable()
                            && !Boolean.TRUE.equals(one.description().setting("fixed")))
                    .findFirst()
                    .ifPresent(one -> {
                        throw new IllegalArgumentException(
                                "blame leaves a row out by a weight of 0, but %s takes the means of whole batches, in which it would still be: build the network with layerNorm() or groupNorm(…) instead"
                                        .formatted(one.name()));
                    });
        }
    }

    /**
     * Of the rows that seem to matter most, and of a few by chance.
     *
     * @param split the rows that the network was trained on, and those it watched
     * @param recipe makes a trainer with a new network for a split, as it was made for this network; called by several
     *     threads
     * @param epochs for how long it was trained
     * @param count how many rows to leave out, one in each training
     * @param row inputs as the network reads them
     * @throws IllegalArgumentException if the recipe does not give this very network, bit for bit
     * @throws IllegalStateException if it is stopped
     */
    public static Blame ofRows(
            Network network, Split split, Function<Split, Trainer> recipe, Epochs epochs, int count, double... row) {
        if (count < 1) {
            throw new IllegalArgumentException(WHO + " expects to leave out 1 row or more, but got " + count);
        }
        Replays replays = new Replays(network, split, recipe, epochs, row);
        Dataset train = split.train();
        double[] guesses = replays.guesses();
        int[] counting = IntStream.range(0, train.size())
                .filter(i -> train.weightsOf(i)[0] > 0)
                .toArray();
        if (counting.length < 2) {
            throw new IllegalArgumentException("blame expects 2 training rows or more, but %s"
                    .formatted(Names.count(counting.length, "row") + " counts"));
        }
        int[] chosen = Arrays.stream(counting)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -guesses[i]).thenComparing(i -> i))
                .limit(count)
                .mapToInt(i -> i)
                .toArray();
        int[] others = RowChoice.among(counting.length, BY_CHANCE, Seed.DEFAULT);
        List<int[]> all = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i : chosen) {
            all.add(new int[] {i});
            names.add("row " + i);
        }
        boolean some = chosen.length < counting.length;
        for (int i = 0; some && i < others.length; i++) {
            all.add(new int[] {counting[others[i]]});
            names.add("row " + counting[others[i]]);
        }
        List<Blame.Change> changes = replays.without(names, all);
        String how = some
                ? "; all numbers are exact; the %s of %s were chosen by a guess from gradients, so that one that matters may be missing"
                        .formatted(Names.count(chosen.length, "row"), counting.length)
                : "; all numbers are exact, of all rows";
        return replays.result(changes.subList(0, chosen.length), changes.subList(chosen.length, changes.size()), how);
    }

    /**
     * Of groups of rows, each left out as a whole.
     *
     * @param column of the table, or {@code label}: rows of one value make a group
     */
    public static Blame ofGroups(
            Network network,
            Split split,
            Function<Split, Trainer> recipe,
            Epochs epochs,
            String column,
            double... row) {
        Replays replays = new Replays(network, split, recipe, epochs, row);
        Groups groups = DatasetColumns.of(split.train()).groups(WHO, column);
        int count = groups.names().size();
        if (count < 2 || count > MOST_GROUPS) {
            throw new IllegalArgumentException("blame expects a column of 2 to %s groups, but \"%s\" makes %s"
                    .formatted(MOST_GROUPS, Names.shorten(column), count));
        }
        replays.check(replays.trained(split));
        List<int[]> all = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int group = 0; group < count; group++) {
            int number = group;
            all.add(IntStream.range(0, groups.of().length)
                    .filter(i -> groups.of()[i] == number)
                    .toArray());
            names.add(
                    Names.shorten(column) + " = " + Names.shorten(groups.names().get(group)));
        }
        return replays.result(replays.without(names, all), List.of(), "; all numbers are exact");
    }

    private Blame result(List<Blame.Change> changes, List<Blame.Change> byChance, String how) {
        Shape image = ImageShape.of(network);
        return new Blame(
                answers.words(answer),
                now,
                image == null ? split.train() : split.train().reshape(image.sizes()),
                changes,
                byChance,
                1 + changes.size() + byChance.size(),
                how);
    }

    /** Trains as the network was trained, sees that it is the same, and guesses what each row did. */
    private double[] guesses() {
        Trainer trainer = trainers.of(split);
        Recording recording = Recording.of(trainer);
        fit(trainer, split);
        check(trainer);
        return new Influence(trainer.network(), trainer.loss(), split.train(), answers, answer)
                .of(recording.moments(), row);
    }

    private Trainer trained(Split rows) {
        Trainer trainer = trainers.of(rows);
        fit(trainer, rows);
        return trainer;
    }

    private void fit(Trainer trainer, Split rows) {
        if (trainer.fit(rows, epochs).state() == Progress.State.INTERRUPTED) {
            throw new IllegalStateException(WHO + " was stopped: run the cell again");
        }
    }

    /** Refuses a recipe that gives another network. */
    private void check(Trainer trainer) {
        float[] made = trainer.network().parameters().values();
        float[] given = network.parameters().values();
        List<Parameter> ours = network.parameters().list();
        String differs = "";
        if (made.length != given.length
                || !ours.toString().equals(trainer.network().parameters().list().toString())) {
            differs = "other layers: "
                    + Names.list(ours.stream().map(Parameter::toString).toList()) + " are expected";
        }
        for (int i = 0; i < ours.size() && differs.isEmpty(); i++) {
            Parameter parameter = ours.get(i);
            int end = parameter.offset() + parameter.size();
            int at = Arrays.mismatch(made, parameter.offset(), end, given, parameter.offset(), end);
            differs = at < 0
                    ? ""
                    : "other numbers, first in %s, where %s is expected but %s came"
                            .formatted(parameter.name(), given[parameter.offset() + at], made[parameter.offset() + at]);
        }
        if (!differs.isEmpty()) {
            throw new IllegalArgumentException(
                    "blame trains the network anew by its recipe, but that gives %s: give the split, layers, seeds, loss, optimizer, batch size and epochs that it was trained with; several calls of fit are as one of all their epochs"
                            .formatted(differs));
        }
    }

    private List<Blame.Change> without(List<String> names, List<int[]> all) {
        return SideBySide.run(WHO, "training", all.size(), i -> without(names.get(i), all.get(i)));
    }

    private Blame.Change without(String name, int... rows) {
        Dataset train = split.train();
        double[] weights = IntStream.range(0, train.size())
                .mapToDouble(i -> train.weightsOf(i)[0])
                .toArray();
        for (int one : rows) {
            weights[one] = 0;
        }
        Dataset left = train.weights(weights);
        Split without = split.hasValidation()
                ? new Split(left, split.validation(), split.test())
                : Split.of(left, split.test());
        double says;
        try {
            Network trained = trained(without).network();
            float[] outputs = Answers.narrowed(trained.predict(row));
            says = answers.of(outputs, 0)[answer];
        } catch (DivergedException e) {
            says = Double.NaN;
        }
        return new Blame.Change(name, Blame.list(rows), says, says - now);
    }
}
