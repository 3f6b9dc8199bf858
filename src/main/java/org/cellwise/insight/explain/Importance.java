package org.cellwise.insight.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import org.cellwise.data.Batch;
import org.cellwise.data.Counting;
import org.cellwise.data.Dataset;
import org.cellwise.data.Source;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.text.Given;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.metric.Measure;
import org.cellwise.train.metric.Meeting;
import org.cellwise.train.metric.Metric;
import org.cellwise.train.metric.Metrics;

/**
 * How much worse a network gets when the values of one column are shuffled among the rows, so that they say nothing any
 * more (Breiman, 2001; Fisher et al., 2019). The inputs of one column, such as those of a category, are shuffled
 * together. Of two columns that say the same, neither may look important.
 *
 * @param metric by which it is measured
 * @param isError whether less of it is better
 * @param whole the metric of all rows as they are
 * @param rows how many they are
 * @param columns the most important first
 * @param note more to know, in words
 */
public record Importance(String metric, boolean isError, double whole, int rows, List<Column> columns, String note) {
    /** How often each column is shuffled unless said. */
    public static final int REPEATS = 10;

    private static final int MOST_REPEATS = 1000;
    private static final int BATCH = 1024;
    private static final int LISTED = 40;
    private static final int MOST_DECIMALS = 9;
    private static final double ROUNDING = 1e-12; // of sums

    /**
     * One column of the table.
     *
     * @param changes how much worse the metric is for each shuffle: how much it falls, of an error how much it grows
     * @param constant whether it has one value only, so that shuffling changes nothing
     */
    public record Column(String name, List<Double> changes, boolean constant) {
        public Column {
            changes = List.copyOf(changes);
        }

        /** The mean over the shuffles. */
        public double mean() {
            return changes.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        }

        /** The standard deviation between them (the sample's, divided by n - 1); NaN of one. */
        public double deviation() {
            double mean = mean();
            double squares =
                    changes.stream().mapToDouble(c -> (c - mean) * (c - mean)).sum();
            return Math.sqrt(squares / (changes.size() - 1));
        }
    }

    public Importance {
        columns = List.copyOf(columns);
    }

    /**
     * Shuffles each column so many times, in the same ways.
     *
     * @param metric null for accuracy, or R² where targets are numbers
     * @throws IllegalArgumentException if the rows are not such as the network reads, are images, or cannot be measured
     */
    public static Importance of(Network network, Dataset data, Metric metric, int repeats, Seed seed) {
        if (repeats < 1 || repeats > MOST_REPEATS) {
            throw new IllegalArgumentException(
                    "importance expects to shuffle 1 to " + MOST_REPEATS + " times, but got " + repeats);
        }
        Given.require(network, "importance", "a network, as network(…) makes it");
        Given.require(seed, "importance", "a seed, such as seed(1)");
        Dataset counting = Counting.of(data);
        SeededRandom random = seed.random();
        List<int[]> orders = new ArrayList<>();
        for (int repeat = 0; repeat < repeats; repeat++) {
            int[] order = new int[counting.size()];
            Arrays.setAll(order, i -> i);
            random.shuffle(order);
            orders.add(order);
        }
        return of(network, counting, metric, column -> orders);
    }

    /** In these ways, for each column by its index: row i gets the value of row {@code order[i]}. */
    static Importance of(Network network, Dataset data, Metric metric, IntFunction<List<int[]>> orders) {
        Meeting meeting = Meeting.of(network, data);
        Metric by = metric != null ? metric : meeting.asksForClasses() ? Metrics.accuracy() : Metrics.rSquared();
        List<RawColumn> columns = RawColumn.ofTable(
                "importance", data, "saliency(net, data, row) or integratedGradients(net, data, row)");
        Shuffled shuffled = new Shuffled(meeting, data, by);
        double whole = shuffled.measure(null, null);
        if (!Double.isFinite(whole)) {
            throw new IllegalArgumentException(
                    "importance expects a metric that can be measured, but %s of these %s is %s: take more rows, or another metric"
                            .formatted(by.name(), Names.count(data.size(), "row"), Numbers.significant(whole, 3)));
        }
        boolean error = by instanceof Loss;
        List<Column> found = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            float[] values = shuffled.values(columns.get(c));
            boolean constant = isConstant(values, columns.get(c).width());
            List<Double> changes = new ArrayList<>();
            for (int[] order : orders.apply(c)) {
                double left = constant ? whole : shuffled.measure(columns.get(c), values, order);
                changes.add(error ? left - whole : whole - left);
            }
            found.add(new Column(columns.get(c).name(), changes, constant));
        }
        found.sort(Comparator.comparingDouble(Column::mean).reversed());
        return new Importance(by.name(), error, whole, data.size(), found, Answers.note(network));
    }

    private static boolean isConstant(float[] values, int width) {
        for (int i = width; i < values.length; i++) {
            if (values[i] != values[i - width]) {
                return false;
            }
        }
        return true;
    }

    /** Measures rows in which one column is in another order. */
    private record Shuffled(Meeting meeting, Dataset data, Metric metric) {
        double measure(RawColumn column, float[] values, int... order) {
            Network network = meeting.network();
            Measure measure = metric.start(meeting);
            walk(network.compute(), (batch, from) -> {
                for (int i = 0; column != null && i < batch.count(); i++) {
                    int width = data.inputShape().elements();
                    System.arraycopy(
                            values,
                            order[from + i] * column.width(),
                            batch.features(),
                            i * width + column.first(),
                            column.width());
                }
                float[] outputs = network.predict(batch.features(), batch.count());
                measure.add(outputs, 0, batch.targets(), batch.weights(), batch.count());
            });
            return measure.value();
        }

        /** The inputs of a column, row after row. */
        float[] values(RawColumn column) {
            float[] values = new float[data.size() * column.width()];
            int width = data.inputShape().elements();
            walk(meeting.network().compute(), (batch, from) -> {
                for (int i = 0; i < batch.count(); i++) {
                    System.arraycopy(
                            batch.features(),
                            i * width + column.first(),
                            values,
                            (from + i) * column.width(),
                            column.width());
                }
            });
            return values;
        }

        private void walk(Compute compute, Taker taker) {
            Source.Pass pass = data.pass();
            Batch batch = new Batch(data.schema(), Math.min(BATCH, data.size()));
            for (int from = 0; from < data.size(); from += batch.capacity()) {
                Stop.check("importance");
                pass.fill(batch, from, Math.min(batch.capacity(), data.size() - from), compute);
                taker.take(batch, from);
            }
        }
    }

    /** What takes rows of a dataset, from a row on. */
    private interface Taker {
        void take(Batch batch, int from);
    }

    /** What was measured, in words. */
    public String title() {
        return "How much %s %s without each column".formatted(isError ? "the " + metric : metric, change());
    }

    /** {@code falls}, or {@code grows} of an error. */
    public String change() {
        return isError ? "grows" : "falls";
    }

    /** The columns with mean and deviation. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("%s (%s over %s, %s)%s"
                .formatted(
                        title(),
                        Numbers.significant(whole, 4),
                        Names.count(rows, "row"),
                        Names.count(columns.get(0).changes.size(), "shuffle"),
                        note));
        for (Column column : columns.subList(0, Math.min(LISTED, columns.size()))) {
            text.append("\n%s: %s".formatted(Names.shorten(column.name), words(column)));
        }
        int more = columns.size() - LISTED;
        return more <= 0 ? text.toString() : text + "\nand %s more: columns()".formatted(Names.count(more, "column"));
    }

    /** {@code 0.31 ± 0.02}. */
    public static String words(Column column) {
        if (column.constant) {
            return "0, one value in all rows";
        }
        double spread = column.deviation();
        if (!(spread > ROUNDING)) {
            double mean = Math.abs(column.mean()) > ROUNDING ? column.mean() : 0;
            return Numbers.significant(mean, 3) + (column.changes.size() < 2 ? "" : " ± 0");
        }
        int decimals =
                (int) Math.max(0, Math.min(MOST_DECIMALS, 1 - Math.floor(Math.log10(spread)))); // two digits of it
        return Numbers.fixed(column.mean(), decimals) + " ± " + Numbers.fixed(spread, decimals);
    }
}
