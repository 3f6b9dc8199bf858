package org.cellwise.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.text.Given;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.cellwise.text.TextTable;

/**
 * What a network says of a series beside what came, in the unit of the series, and beside forecasts that need no
 * network: the naive one, that everything stays as it was last, and the seasonal one, that everything is as it was a
 * season before. A network that is not better than these has learned nothing.
 *
 * @param outputs names of what is predicted, {@code temperature +1} …
 * @param truth (rows, outputs)
 * @param said by the network, (rows, outputs)
 * @param naive (rows, outputs)
 * @param seasonal (rows, outputs); null where no season was given
 * @param season steps; 0 for none
 */
public record Forecast(
        List<String> outputs, double[][] truth, double[][] said, double[][] naive, double[][] seasonal, int season) {
    /**
     * Of windows of a series.
     *
     * @param season after how many steps the series repeats itself, such as 7 for days of the week; 0 for none. The
     *     window must have as many
     * @throws IllegalArgumentException if these are no windows, or are shorter than a season
     */
    public static Forecast of(Network network, Dataset windows, int season) {
        Given.require(network, "forecast", "a network, as network(…) makes it");
        Given.require(windows, "forecast", "windows of a series, as of series(…).split(0.8).test()");
        if (season < 0) {
            throw new IllegalArgumentException(
                    "forecast expects a season of 1 step or more, or 0 for none, but got " + season);
        }
        List<String> outputs = windows.outputNames();
        int count = outputs.size();
        int[][] last = new int[2][count]; // input that the naive and the seasonal forecast repeat
        for (int output = 0; output < count; output++) {
            String name = outputs.get(output);
            int plus = name.lastIndexOf(" +");
            last[0][output] = plus < 0 ? -1 : windows.inputNames().indexOf(name.substring(0, plus) + " 0");
            if (last[0][output] < 0) {
                throw new IllegalArgumentException(
                        "forecast expects windows of a series, made by series(…), but got data with the outputs "
                                + Names.list(outputs));
            }
            if (season > 0) {
                int back = Math.floorMod(Integer.parseInt(name.substring(plus + 2)) - 1, season) + 1 - season;
                String repeated = name.substring(0, plus) + " " + back;
                last[1][output] = windows.inputNames().indexOf(repeated);
                if (last[1][output] < 0) {
                    throw new IllegalArgumentException(
                            "forecast expects windows of a season of %s steps or more, but these have %s: choose a longer window(…) or another season"
                                    .formatted(season, windows.inputShape().size(0)));
                }
            }
        }
        double[][] truth = new double[windows.size()][];
        double[][] said = new double[windows.size()][];
        double[][] naive = new double[windows.size()][];
        double[][] seasonal = season > 0 ? new double[windows.size()][] : null;
        for (int row = 0; row < windows.size(); row++) {
            double[] features = windows.features(row);
            truth[row] = windows.decode(windows.target(row));
            said[row] = windows.decode(network.predict(features));
            naive[row] = repeated(windows, features, last[0]);
            if (season > 0) {
                seasonal[row] = repeated(windows, features, last[1]);
            }
        }
        return new Forecast(List.copyOf(outputs), truth, said, naive, seasonal, season);
    }

    private static double[] repeated(Dataset windows, double[] features, int... inputs) {
        return Arrays.stream(inputs)
                .mapToDouble(input -> windows.scaler(input).unscale(features[input]))
                .toArray();
    }

    /** Mean absolute error of one output. */
    public static double meanError(double[][] truth, double[][] said, int output) {
        return IntStream.range(0, truth.length)
                .mapToDouble(row -> Math.abs(said[row][output] - truth[row][output]))
                .average()
                .orElse(Double.NaN);
    }

    /** Mean absolute errors by output and of all. */
    public TextTable table() {
        List<String> header = new ArrayList<>(List.of("mean error of", "network", "naive"));
        if (season > 0) {
            header.add("seasonal (" + season + ")");
        }
        List<List<String>> rows = new ArrayList<>();
        double[] sums = new double[3];
        for (int output = 0; output < outputs.size(); output++) {
            double[] errors = errors(output);
            rows.add(line(outputs.get(output), errors));
            for (int i = 0; i < errors.length; i++) {
                sums[i] += errors[i] / outputs.size();
            }
        }
        if (outputs.size() > 1) {
            rows.add(line("all", Arrays.copyOf(sums, season > 0 ? 3 : 2)));
        }
        double best = season > 0 ? Math.min(sums[1], sums[2]) : sums[1];
        String verdict = sums[0] < best
                ? "%s less than the better of those without a network".formatted(Numbers.percent(1 - sums[0] / best, 2))
                : "no better than what needs no network";
        List<Boolean> numbers = new ArrayList<>(List.of(false, true, true));
        numbers.addAll(season > 0 ? List.of(true) : List.of());
        return new TextTable(
                "Forecast of %s: mean error %s, %s"
                        .formatted(Names.count(truth.length, "window"), Numbers.significant(sums[0], 3), verdict),
                header,
                numbers,
                rows);
    }

    private double[] errors(int output) {
        double network = meanError(truth, said, output);
        double still = meanError(truth, naive, output);
        return season > 0
                ? new double[] {network, still, meanError(truth, seasonal, output)}
                : new double[] {network, still};
    }

    private static List<String> line(String name, double... errors) {
        List<String> line = new ArrayList<>(List.of(name));
        Arrays.stream(errors).forEach(error -> line.add(Numbers.significant(error, 3)));
        return line;
    }

    /** The table as text. */
    @Override
    public String toString() {
        return table().toString();
    }
}
