package org.cellwise.insight.debug;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.data.Dataset;
import org.cellwise.insight.explain.RowTable;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;
import org.cellwise.text.Given;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.cellwise.text.TextTable;
import org.cellwise.train.Recording;
import org.cellwise.train.Replay;

/**
 * The life of one weight over a training: its value after each step, its gradient in each, and the rows that pushed it. The
 * training is repeated for it to the bit, dropout and all.
 *
 * @param weight such as {@code w[0][2] of dense_1, from x}
 * @param values one before the first step, and one after each
 * @param gradients of the mean loss of each batch, by the weight
 * @param batches steps of an epoch
 * @param first steps done before the first of these
 * @param pushes for each row of the data, by how much its parts of the gradients moved the weight over all steps: the sum
 *     of -rate · gradient, before the optimizer makes steps of its own of it; empty where rows have no numbers
 * @param data the rows that were learned from; null where they are no dataset
 * @param compared with how many moments of the recording the weights were compared
 */
public record Biography(
        String weight,
        double[] values,
        double[] gradients,
        int batches,
        int first,
        double[] pushes,
        Dataset data,
        int compared) {
    private static final int SHOWN = 5;

    /**
     * Of the weight from an input of a dense layer to a unit, both counted from 0.
     *
     * @throws IllegalArgumentException if there is no such dense layer or weight, or nothing was trained
     * @throws IllegalStateException if the training cannot be repeated
     */
    public static Biography of(Recording recording, String layer, int input, int unit) {
        Network network = Given.require(recording, "biography", "a recording, as recording(trainer) begins it")
                .network();
        Parameter parameter = require(network, layer, input, unit);
        if (recording.trainer().shards() > 1) {
            throw new IllegalArgumentException(
                    "biography expects batches that are computed as a whole, but this trainer has "
                            + recording.trainer().shards() + " shards: leave shards(…) out");
        }
        Replay replay = Replay.of(recording);
        WeightSlopes slopes = new WeightSlopes(replay.trainer().step(), layer, input, unit);
        Dataset data = replay.data() instanceof Dataset rows ? rows : null;
        double[] pushes = new double[data == null ? 0 : data.size()];
        int at = parameter.offset() + input * parameter.shape().last() + unit;
        List<Double> values = new ArrayList<>();
        List<Double> gradients = new ArrayList<>();
        float[] now = replay.trainer().network().parameters().values();
        int first = replay.step();
        values.add((double) now[at]);
        boolean numbered = false;
        double[][] parts = new double[1][];
        double[] rate = new double[1];
        while (replay.next(batch -> {
            parts[0] = slopes.of(replay.trainer().step(), batch);
            rate[0] = replay.trainer().step().rate();
        })) {
            values.add((double) now[at]);
            gradients.add(Arrays.stream(parts[0]).sum());
            int[] rows = replay.rows();
            numbered |= rows.length > 0;
            for (int i = 0; i < rows.length && data != null; i++) {
                pushes[rows[i]] -= rate[0] * parts[0][i];
            }
        }
        return new Biography(
                name(network, layer, input, unit),
                values.stream().mapToDouble(v -> v).toArray(),
                gradients.stream().mapToDouble(v -> v).toArray(),
                replay.batches(),
                first,
                numbered ? pushes : new double[0],
                data,
                replay.compared());
    }

    private static Parameter require(Network network, String layer, int input, int unit) {
        BuiltLayer built = network.layer(layer);
        if (!built.description().kind().equals("dense")) {
            throw new IllegalArgumentException(
                    "biography follows a weight of a dense layer, but %s is %s: choose one of %s"
                            .formatted(
                                    layer,
                                    built.layer(),
                                    Names.list(network.layers().stream()
                                            .flatMap(BuiltLayer::all)
                                            .filter(one ->
                                                    one.description().kind().equals("dense"))
                                            .map(BuiltLayer::name)
                                            .toList())));
        }
        Parameter weight = built.parameters().get(0);
        int in = weight.shape().size(0);
        int units = weight.shape().last();
        if (input < 0 || input >= in || unit < 0 || unit >= units) {
            throw new IllegalArgumentException("%s joins the inputs 0 to %s to the units 0 to %s, but got %s and %s"
                    .formatted(layer, in - 1, units - 1, input, unit));
        }
        return weight;
    }

    private static String name(Network network, String layer, int input, int unit) {
        String from = network.weights(layer).rowNames().get(input);
        boolean named = !from.equals(String.valueOf(input + 1));
        return "w[%s][%s] of %s%s".formatted(input, unit, layer, named ? ", from " + Names.shorten(from) : "");
    }

    /** How many steps it covers. */
    public int steps() {
        return gradients.length;
    }

    /** The value before the first step. */
    public double start() {
        return values[0];
    }

    /** The value after the last step. */
    public double end() {
        return values[values.length - 1];
    }

    /** The rows that pushed most, in either direction, the strongest first. */
    public int[] strongest(int count) {
        return IntStream.range(0, pushes.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer row) -> -Math.abs(pushes[row]))
                        .thenComparing(row -> row))
                .limit(count)
                .mapToInt(row -> row)
                .toArray();
    }

    /** The rows that pushed it up most, and those that pushed it down most, in the units of the table. */
    public TextTable table() {
        int[] up = byPush(-1);
        int[] down = byPush(1);
        int[] rows = IntStream.concat(
                        Arrays.stream(up),
                        Arrays.stream(down).filter(row -> IntStream.of(up).noneMatch(r -> r == row)))
                .toArray();
        return RowTable.of(
                "Rows that pushed the weight up and down most: -rate · gradient, added up over all their steps",
                data,
                rows,
                "push",
                pushes);
    }

    private int[] byPush(int sign) {
        int[] rows = IntStream.range(0, pushes.length)
                .filter(row -> sign * pushes[row] < 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer row) -> sign * pushes[row])
                        .thenComparing(row -> row))
                .limit(SHOWN)
                .mapToInt(row -> row)
                .toArray();
        return sign > 0 ? reversed(rows) : rows;
    }

    private static int[] reversed(int... rows) {
        return IntStream.range(0, rows.length)
                .map(i -> rows[rows.length - 1 - i])
                .toArray();
    }

    /** From where to where it went, and how that is known. */
    public String words() {
        double low = Arrays.stream(values).min().orElseThrow();
        double high = Arrays.stream(values).max().orElseThrow();
        return "%s: from %s to %s in %s, between %s and %s. Every step was repeated, and came out the same to the bit at the %s of the recording that it passed"
                .formatted(
                        weight,
                        number(start()),
                        number(end()),
                        Names.count(steps(), "step"),
                        number(low),
                        number(high),
                        Names.count(compared, "moment"));
    }

    private static String number(double value) {
        return Numbers.significant(value, 4);
    }

    /** The words, and the rows. */
    @Override
    public String toString() {
        return pushes.length == 0 ? words() : words() + "\n" + table();
    }
}
