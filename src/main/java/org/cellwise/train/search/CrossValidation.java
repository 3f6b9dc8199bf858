package org.cellwise.train.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.cellwise.data.Folds;
import org.cellwise.data.Split;
import org.cellwise.text.Given;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.cellwise.text.TextTable;
import org.cellwise.train.Epochs;
import org.cellwise.train.Progress;
import org.cellwise.train.Trainer;
import org.cellwise.train.metric.Metric;

/**
 * How good a way of training is on rows held out: one network trained for each fold, and loss and metrics of each on the
 * rows that it has not seen. Where training stops early, the rows held out decide when, which flatters a little.
 *
 * @param folds loss and metrics by name, for each fold
 */
public record CrossValidation(List<Map<String, Double>> folds) {
    private static final int DIGITS = 4;

    public CrossValidation {
        folds = folds.stream()
                .map(fold -> Collections.unmodifiableMap(new LinkedHashMap<>(fold)))
                .toList();
    }

    /**
     * Trains and measures, several folds at a time; their number never changes the result.
     *
     * @param build makes a trainer with a new network for a split; it may be called by several threads
     * @param metrics what to measure; none for those of the trainer
     * @throws IllegalArgumentException if it gives one network twice, or one that was trained before
     * @throws IllegalStateException if it is stopped
     */
    public static CrossValidation of(Folds folds, Function<Split, Trainer> build, Epochs epochs, Metric... metrics) {
        Given.require(folds, "crossValidate", "folds, such as table.folds(5)");
        Given.require(epochs, "crossValidate", "epochs, such as epochs(20)");
        for (Metric metric : Given.require(metrics, "crossValidate", "metrics, or none")) {
            Given.require(metric, "crossValidate", "metrics, or none");
        }
        NewTrainers trainers = new NewTrainers("crossValidate", "fold", build);
        return new CrossValidation(SideBySide.run(
                "crossValidate", "fold", folds.count(), fold -> measure(folds.get(fold), trainers, epochs, metrics)));
    }

    /**
     * Loss and metrics of one fold alone.
     *
     * @param build makes a trainer with a new network for it; its metrics are measured
     * @throws IllegalStateException if it is stopped
     */
    public static Map<String, Double> fold(Split split, Function<Split, Trainer> build, Epochs epochs) {
        return measure(split, new NewTrainers("crossValidate", "fold", build), epochs);
    }

    private static Map<String, Double> measure(Split split, NewTrainers trainers, Epochs epochs, Metric... metrics) {
        Trainer trainer = trainers.of(split);
        Progress progress = trainer.fit(split, epochs);
        if (progress.state() == Progress.State.INTERRUPTED) {
            throw new IllegalStateException("crossValidate was stopped");
        }
        return trainer.evaluate(split.test(), metrics);
    }

    /** What was measured, {@code loss} first. */
    public List<String> names() {
        return List.copyOf(folds.get(0).keySet());
    }

    /** A metric, or {@code loss}, of each fold. */
    public double[] values(String name) {
        if (!folds.get(0).containsKey(name)) {
            throw new IllegalArgumentException(
                    "\"%s\" was not measured: %s".formatted(Names.shorten(name), Names.hint(name, names())));
        }
        return folds.stream().mapToDouble(fold -> fold.get(name)).toArray();
    }

    /** The mean over the folds. */
    public double mean(String name) {
        double sum = 0;
        for (double value : values(name)) {
            sum += value;
        }
        return sum / folds.size();
    }

    /** The standard deviation between the folds (the sample's, divided by n - 1). */
    public double deviation(String name) {
        double mean = mean(name);
        double squares = 0;
        for (double value : values(name)) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (folds.size() - 1));
    }

    /** A line for each fold, then mean and standard deviation. */
    public TextTable table() {
        List<String> header = new ArrayList<>(List.of("fold"));
        header.addAll(names());
        List<List<String>> rows = new ArrayList<>();
        for (int fold = 0; fold < folds.size(); fold++) {
            int number = fold;
            rows.add(line(String.valueOf(fold + 1), name -> folds.get(number).get(name)));
        }
        rows.add(line("mean", this::mean));
        rows.add(line("deviation", this::deviation));
        String title = String.join(
                ", ",
                names().stream()
                        .map(name ->
                                "%s %s ± %s".formatted(name, number(mean(name), DIGITS), number(deviation(name), 2)))
                        .toList());
        return new TextTable(
                "Cross-validation over %s: %s%s".formatted(Names.count(folds.size(), "fold"), title, undefined()),
                header,
                Collections.nCopies(header.size(), true),
                rows);
    }

    /** Which metrics some folds cannot have, in words. */
    private String undefined() {
        List<String> names = names().stream()
                .filter(name -> Arrays.stream(values(name)).anyMatch(Double::isNaN))
                .toList();
        return names.isEmpty()
                ? ""
                : "; %s %s undefined where a fold holds out too few rows, such as R² of a single one: take fewer folds, or measure an error, such as meanAbsoluteError()"
                        .formatted(Names.list(names), names.size() == 1 ? "is" : "are");
    }

    /** A number in words; one that some fold cannot have is undefined. */
    public static String number(double value, int digits) {
        return Double.isNaN(value) ? "undefined" : Numbers.significant(value, digits);
    }

    private List<String> line(String head, Function<String, Double> value) {
        List<String> line = new ArrayList<>(List.of(head));
        names().forEach(name -> line.add(number(value.apply(name), DIGITS)));
        return line;
    }

    /** The table as text. */
    @Override
    public String toString() {
        return table().toString();
    }
}
