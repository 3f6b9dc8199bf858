package org.cellwise.data.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cellwise.data.Dataset;
import org.cellwise.data.Deal;
import org.cellwise.data.Dealt;
import org.cellwise.data.RowEncoder;
import org.cellwise.data.Splittable;
import org.cellwise.data.encode.ColumnEncoder;
import org.cellwise.data.encode.NumericEncoder;
import org.cellwise.data.encode.Scaler;
import org.cellwise.data.encode.StandardScaler;
import org.cellwise.text.Given;
import org.cellwise.text.Names;

/**
 * The way from one or several series to a dataset of windows, chosen step by step: each row has the values of the last
 * steps, of shape (steps, columns), and what comes after. It never changes: each choice gives a new one. Splits go by
 * time: what is held out comes after all that is trained on, and scaling sees the training stretch alone.
 */
public final class SeriesData extends Splittable {
    private final List<String> columns;
    private final List<Run> runs;
    private final List<String> targets;
    private final int window;
    private final int horizon;
    private final boolean scaled;
    private final boolean dropMissing;

    private SeriesData(
            List<String> columns,
            List<Run> runs,
            List<String> targets,
            int window,
            int horizon,
            boolean scaled,
            boolean dropMissing) {
        this.columns = columns;
        this.runs = runs;
        this.targets = targets;
        this.window = window;
        this.horizon = horizon;
        this.scaled = scaled;
        this.dropMissing = dropMissing;
    }

    /**
     * A series.
     *
     * @param start its first step, counted from that of the series that begins first
     * @param rows of its steps, one value for each column, NaN where it is missing
     */
    public record Run(int start, double[][] rows) {}

    /**
     * Series of the same columns; the first column is predicted, one step ahead, from 8 steps, unless something else is
     * chosen.
     *
     * @param columns names
     */
    public static SeriesData of(List<String> columns, List<Run> runs) {
        Names.requireDistinct("column", columns);
        if (columns.isEmpty() || runs.isEmpty()) {
            throw new IllegalArgumentException("A series expects 1 column or more, but got none");
        }
        for (Run run : runs) {
            for (double[] row : run.rows) {
                if (row.length != columns.size()) {
                    throw new IllegalArgumentException("A series expects %s in each step, but got %s"
                            .formatted(Names.count(columns.size(), "value"), row.length));
                }
            }
        }
        return new SeriesData(List.copyOf(columns), List.copyOf(runs), List.of(columns.get(0)), 8, 1, false, false);
    }

    /** A series of one column. */
    public static SeriesData of(String name, double... values) {
        Given.require(values, "series", "numbers over time");
        double[][] rows =
                Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new);
        return of(List.of(name), List.of(new Run(0, rows)));
    }

    /** How many steps go into the network: {@code window(28)}. */
    public SeriesData window(int steps) {
        requireSteps("window", steps);
        return new SeriesData(columns, runs, targets, steps, horizon, scaled, dropMissing);
    }

    /** How many steps ahead are predicted: {@code horizon(7)}. */
    public SeriesData horizon(int steps) {
        requireSteps("horizon", steps);
        return new SeriesData(columns, runs, targets, window, steps, scaled, dropMissing);
    }

    private static void requireSteps(String method, int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException(method + " expects 1 step or more, but got " + steps);
        }
    }

    /** The columns to predict; the others only help. */
    public SeriesData target(String... names) {
        for (String name : names) {
            if (!columns.contains(name)) {
                throw new IllegalArgumentException("The series has no column \"%s\": %s"
                        .formatted(Names.shorten(name), Names.hint(name, columns)));
            }
        }
        if (names.length == 0) {
            throw new IllegalArgumentException("target expects 1 column or more, but got none");
        }
        Names.requireDistinct("target", List.of(names));
        return new SeriesData(columns, runs, List.of(names), window, horizon, scaled, dropMissing);
    }

    /** Scales each column to mean 0 and standard deviation 1 over the steps that are trained on, as input and as target. */
    public SeriesData standardize() {
        return new SeriesData(columns, runs, targets, window, horizon, true, dropMissing);
    }

    /** Leaves out windows in which a value is missing; without this call they are an error. */
    public SeriesData dropMissing() {
        return new SeriesData(columns, runs, targets, window, horizon, scaled, true);
    }

    /** All windows in one dataset; scalers are fitted on all of them. */
    public Dataset all() {
        List<Window> windows = windows();
        return encoded(windows, encoder(windows));
    }

    @Override
    protected Dealt dealt() {
        List<Window> windows = windows();
        int[] begins = windows.stream()
                .mapToInt(one -> one.run.start + one.from + window)
                .toArray();
        int[] ends = Arrays.stream(begins).map(begin -> begin + horizon - 1).toArray();
        int[] order = IntStream.range(0, windows.size())
                .boxed()
                .sorted(Comparator.comparingInt(row -> begins[row])) // stable: series in their order
                .mapToInt(Integer::intValue)
                .toArray();
        return new Dealt(Deal.inOrder(order, begins, ends), parts -> {
            RowEncoder encoder = encoder(chosen(windows, parts[0]));
            return Arrays.stream(parts)
                    .map(part -> encoded(chosen(windows, part), encoder))
                    .toList();
        });
    }

    private static List<Window> chosen(List<Window> windows, int... rows) {
        return Arrays.stream(rows).mapToObj(windows::get).toList();
    }

    /** A stretch of a series that begins at a step. */
    private record Window(Run run, int from) {}

    private List<Window> windows() {
        int length = window + horizon;
        List<Window> windows = new ArrayList<>();
        int missing = 0;
        int most = 0;
        for (Run run : runs) {
            most = Math.max(most, run.rows.length);
            int clean = 0; // steps up to here without a missing value
            for (int step = 0; step < run.rows.length; step++) {
                boolean isWhole = Arrays.stream(run.rows[step]).allMatch(Double::isFinite);
                missing += isWhole ? 0 : 1;
                clean = isWhole ? clean + 1 : 0;
                if (clean >= length) {
                    windows.add(new Window(run, step - length + 1));
                }
            }
        }
        if (missing > 0 && !dropMissing) {
            throw new IllegalArgumentException(
                    "%s of the series miss a value: call dropMissing() to leave out windows that touch one, or fill them in first"
                            .formatted(Names.count(missing, "step")));
        }
        if (windows.isEmpty()) {
            throw new IllegalArgumentException(
                    "A window of %s and a horizon of %s need %s steps without a missing value, but the longest series has %s: choose shorter ones"
                            .formatted(window, horizon, length, most));
        }
        return windows;
    }

    /** Scalers are fitted on each step of these windows once. */
    private RowEncoder encoder(List<Window> windows) {
        Scaler[] scalers = new Scaler[columns.size()];
        for (int column = 0; column < scalers.length; column++) {
            int which = column;
            scalers[column] = scaled ? StandardScaler.fit(steps(windows, which)) : Scaler.NONE;
        }
        List<ColumnEncoder> inputs = new ArrayList<>();
        for (int step = 1 - window; step <= 0; step++) {
            for (int column = 0; column < scalers.length; column++) {
                inputs.add(new NumericEncoder(columns.get(column) + " " + step, scalers[column]));
            }
        }
        List<Scaler> outputs = new ArrayList<>();
        for (int step = 0; step < horizon; step++) {
            targets.forEach(target -> outputs.add(scalers[columns.indexOf(target)]));
        }
        return new RowEncoder(inputs, outputs);
    }

    private double[] steps(List<Window> windows, int column) {
        List<Double> values = new ArrayList<>();
        Map<Run, Integer> next = new IdentityHashMap<>(); // the first step of each series that was not taken yet
        for (Window one : windows) {
            int end = one.from + window + horizon;
            for (int step = Math.max(next.getOrDefault(one.run, 0), one.from); step < end; step++) {
                values.add(one.run.rows[step][column]);
            }
            next.put(one.run, end);
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private Dataset encoded(List<Window> windows, RowEncoder encoder) {
        int width = window * columns.size();
        float[] inputs = encoder.buffer(windows.size());
        List<String> names = new ArrayList<>();
        for (int step = 1; step <= horizon; step++) {
            for (String target : targets) {
                names.add(target + " +" + step);
            }
        }
        float[] outputs = new float[Math.multiplyExact(windows.size(), names.size())];
        for (int row = 0; row < windows.size(); row++) {
            Window one = windows.get(row);
            for (int i = 0; i < width; i++) {
                double value = one.run.rows[one.from + i / columns.size()][i % columns.size()];
                inputs[row * width + i] =
                        (float) encoder.encoders().get(i).scaler(0).scale(value);
            }
            for (int i = 0; i < names.size(); i++) {
                int column = columns.indexOf(targets.get(i % targets.size()));
                double value = one.run.rows[one.from + window + i / targets.size()][column];
                outputs[row * names.size() + i] =
                        (float) encoder.targets().get(i).scale(value);
            }
        }
        return Dataset.encoded(encoder, inputs, outputs, names, false).reshape(window, columns.size());
    }

    @Override
    public String toString() {
        return "%s of %s; %s steps in, %s ahead"
                .formatted(
                        runs.size() == 1 ? "Series" : runs.size() + " series",
                        Names.list(columns),
                        window,
                        Names.list(targets) + " " + Names.count(horizon, "step"));
    }
}
