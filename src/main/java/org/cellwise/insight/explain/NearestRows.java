package org.cellwise.insight.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.cellwise.data.Batch;
import org.cellwise.data.Counting;
import org.cellwise.data.Dataset;
import org.cellwise.insight.ImageShape;
import org.cellwise.insight.Representations;
import org.cellwise.network.Network;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.cellwise.text.TextTable;
import org.cellwise.train.metric.Meeting;

/**
 * The rows of a dataset that a network finds most like one row: those nearest to it by what one layer puts out, or by the
 * inputs themselves.
 *
 * @param data the dataset
 * @param place the layer, or {@code inputs}
 * @param asked the row, as the network reads it
 * @param near the nearest first
 * @param image (channels, height, width) where rows are images; null where they are not
 */
public record NearestRows(Dataset data, String place, List<Double> asked, List<Near> near, Shape image) {
    /** How many rows unless said. */
    public static final int COUNT = 5;

    /** The place before the first layer. */
    public static final String INPUTS = "inputs";

    private static final String WHO = "nearestRows";
    private static final int BATCH = 512;
    private static final int COLUMNS = 8;

    /**
     * One of them.
     *
     * @param row its number in the dataset, from 0
     * @param distance root of the summed squares of the differences
     */
    public record Near(int row, double distance) {}

    public NearestRows {
        asked = List.copyOf(asked);
        near = List.copyOf(near);
    }

    /**
     * Of one row.
     *
     * @param layer name of a layer, or {@code inputs}; null for the last one before the output
     * @param count how many rows
     * @throws IllegalArgumentException if rows are not such as the network reads, or there is no such layer
     */
    public static NearestRows of(Network network, Dataset data, String layer, int count, double... row) {
        if (count < 1) {
            throw new IllegalArgumentException(WHO + " expects a count of 1 or more, but got " + count);
        }
        Meeting.of(network, data);
        network.predict(row); // refuses what is no row of inputs
        Dataset all = Counting.of(data);
        Representations places = new Representations(network);
        int stage = stage(places, layer);
        float[] features = Answers.narrowed(row);
        float[] there = stage < 0 ? features : places.run(features, 1)[stage];
        PriorityQueue<Near> nearest = new PriorityQueue<>(Comparator.comparingDouble(Near::distance)
                .thenComparingInt(Near::row)
                .reversed());
        for (int from = 0; from < all.size(); from += BATCH) {
            Stop.check(WHO);
            int[] some = new int[Math.min(BATCH, all.size() - from)];
            int first = from;
            Arrays.setAll(some, i -> first + i);
            Batch batch = all.batch(some);
            float[] values = stage < 0 ? batch.features() : places.run(batch.features(), some.length)[stage];
            for (int i = 0; i < some.length; i++) {
                nearest.add(new Near(from + i, distance(there, values, i)));
                if (nearest.size() > count) {
                    nearest.poll();
                }
            }
        }
        List<Near> near = new ArrayList<>(nearest);
        near.sort(Comparator.comparingDouble(Near::distance).thenComparingInt(Near::row));
        if (!Double.isFinite(near.get(0).distance)) {
            throw new IllegalArgumentException(
                    "%s expects finite numbers, but those of %s are not: the network's weights may have diverged; train again with a smaller learning rate"
                            .formatted(
                                    WHO,
                                    stage < 0
                                            ? INPUTS
                                            : places.places().get(stage).name()));
        }
        return new NearestRows(
                all,
                stage < 0 ? INPUTS : places.places().get(stage).name(),
                Arrays.stream(row).boxed().toList(),
                near,
                ImageShape.of(network));
    }

    private static int stage(Representations places, String layer) {
        if (layer == null) {
            return places.hidden().size() - 1; // -1 where there is none
        }
        if (layer.equals(INPUTS)) {
            return -1;
        }
        List<String> known = new ArrayList<>(List.of(INPUTS));
        for (int i = places.places().size() - 1; i >= 0; i--) {
            Representations.Place place = places.places().get(i);
            if (place.name().equals(layer) || place.weights().equals(layer)) {
                return i;
            }
            known.add(1, place.name());
        }
        throw new IllegalArgumentException("%s knows no place \"%s\" between layers of weights: %s"
                .formatted(WHO, Names.shorten(layer), Names.hint(layer, known)));
    }

    private static double distance(float[] from, float[] rows, int row) {
        double sum = 0;
        for (int i = 0; i < from.length; i++) {
            double apart = (double) rows[row * from.length + i] - from[i];
            sum += apart * apart;
        }
        return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : Math.sqrt(sum);
    }

    /** The rows by themselves, the nearest first. */
    public Dataset rows() {
        return data.rows(near.stream().mapToInt(Near::row).toArray());
    }

    /** The row asked for, and the nearest ones with their labels and raw values. */
    public TextTable table() {
        List<RawColumn> columns = image != null
                ? List.of()
                : RawColumn.of(data).stream().limit(COLUMNS).toList();
        List<String> header = new ArrayList<>(List.of("row", "distance", label()));
        columns.forEach(column -> header.add(Names.shorten(column.name())));
        List<Boolean> numbers = new ArrayList<>(Collections.nCopies(header.size(), true));
        numbers.set(2, !data.isClassification());
        double[] row = asked.stream().mapToDouble(Double::doubleValue).toArray();
        List<List<String>> lines = new ArrayList<>();
        if (image == null) {
            lines.add(line("asked", "", "", columns, row));
        }
        for (Near one : near) {
            lines.add(line(
                    String.valueOf(one.row),
                    Numbers.significant(one.distance, 3),
                    target(one.row),
                    columns,
                    data.features(one.row)));
        }
        for (int i = 0; i < columns.size(); i++) {
            numbers.set(3 + i, columns.get(i).value(row) instanceof Number);
        }
        return new TextTable(title() + leftOut(), header, numbers, lines);
    }

    private static List<String> line(
            String row, String distance, String target, List<RawColumn> columns, double... features) {
        List<String> line = new ArrayList<>(List.of(row, distance, target));
        columns.forEach(column -> line.add(column.text(features)));
        return line;
    }

    private String label() {
        return data.isClassification()
                ? "label"
                : Names.shorten(data.outputNames().get(0));
    }

    private String target(int row) {
        if (data.schema().hasPositions()) {
            return "";
        }
        return data.isClassification()
                ? Names.shorten(data.label(row))
                : RawColumn.text((Object) data.decode(data.target(row))[0]);
    }

    /** By what they are near, in words. */
    public String title() {
        return "The %s of %s nearest by %s"
                .formatted(
                        Names.count(near.size(), "row"),
                        data.size(),
                        place.equals(INPUTS) ? "the inputs, as the network reads them" : "what " + place + " puts out");
    }

    private String leftOut() {
        int all = data.columns().size();
        return image != null || all <= COLUMNS ? "" : "; the first %s of %s columns".formatted(COLUMNS, all);
    }

    /** The table as text. */
    @Override
    public String toString() {
        return table().toString();
    }
}
