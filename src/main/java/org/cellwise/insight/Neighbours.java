package org.cellwise.insight;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.math.Distances;
import org.cellwise.network.Network;
import org.cellwise.network.Trace;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.cellwise.train.metric.Meeting;

/**
 * The rows of a dataset as a network places them, to find those that are nearest to another: by the cosine of what it puts
 * out, or a layer of it, unless said otherwise. Each search looks at all rows.
 */
public final class Neighbours {
    private static final int CHUNK = 256;
    private static final int TRIED = 2_000; // rows for a share

    private final Network network;
    private final Dataset data;
    private final String layer; // null for the outputs
    private final boolean euclidean;
    private final double[][] places;

    private Neighbours(Network network, Dataset data, String layer, boolean euclidean, double[][] places) {
        this.network = network;
        this.data = data;
        this.layer = layer;
        this.euclidean = euclidean;
        this.places = places;
    }

    /**
     * By the outputs of a network.
     *
     * @throws IllegalArgumentException if the rows are not such as the network reads, or what it puts out is not finite
     */
    public static Neighbours of(Network network, Dataset data) {
        return new Neighbours(network, data, null, false, places(network, data, null));
    }

    /**
     * By what a layer puts out, such as {@code dense_1}.
     *
     * @throws IllegalArgumentException if there is no such layer
     */
    public Neighbours at(String name) {
        network.layer(name); // says what there is
        return new Neighbours(network, data, name, euclidean, places(network, data, name));
    }

    /** By the length of the straight way instead of the angle, as for a triplet loss. */
    public Neighbours byEuclidean() {
        return new Neighbours(network, data, layer, true, places);
    }

    private static double[][] places(Network network, Dataset data, String layer) {
        Meeting.of(network, data); // refuses rows that the network does not read
        double[][] places = new double[data.size()][];
        for (int from = 0; from < places.length; from += CHUNK) {
            int count = Math.min(CHUNK, places.length - from);
            int first = from;
            int[] rows = new int[count];
            Arrays.setAll(rows, i -> first + i);
            Batch batch = data.batch(rows);
            float[] values = values(network, batch.features(), count, layer);
            int width = values.length / count;
            for (int i = 0; i < count; i++) {
                places[from + i] = finite(layer, doubles(values, i * width, width));
            }
        }
        return places;
    }

    private static float[] values(Network network, float[] features, int count, String layer) {
        if (layer == null) {
            return network.predict(features, count);
        }
        return find(Trace.of(network, features, count).calls(), layer);
    }

    private static double[] finite(String layer, double... place) {
        if (!Arrays.stream(place).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "neighbours expects finite numbers, but those of %s are not: the network's weights may have diverged; train again with a smaller learning rate"
                            .formatted(layer == null ? "the outputs" : layer));
        }
        return place;
    }

    private static float[] find(List<Trace.Call> calls, String layer) {
        for (Trace.Call call : calls) {
            if (call.name().equals(layer)) {
                var y = call.output().tensor();
                return Arrays.copyOfRange(y.data(), y.offset(), y.offset() + y.size());
            }
            float[] inner = find(call.calls(), layer);
            if (inner != null) {
                return inner;
            }
        }
        return null;
    }

    private static double[] doubles(float[] values, int from, int count) {
        double[] doubles = new double[count];
        Arrays.setAll(doubles, i -> values[from + i]);
        return doubles;
    }

    /** The rows. */
    public Dataset data() {
        return data;
    }

    /** Where the network puts them, (rows, width). */
    public double[][] places() {
        return Arrays.stream(places).map(double[]::clone).toArray(double[][]::new);
    }

    private ToDoubleBiFunction<double[], double[]> distance() {
        return euclidean ? Distances::euclidean : Distances::cosine;
    }

    /**
     * The rows nearest to another one, the nearest first.
     *
     * @param count how many, 1 or more
     * @param inputs of that one, as the network reads them
     * @throws IllegalArgumentException if there are no such inputs, the network puts out what is not finite, or the
     *     count is below 1
     */
    public List<Distances.Neighbor> find(int count, double... inputs) {
        float[] features = new float[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            features[i] = (float) inputs[i];
        }
        network.predict(inputs); // says what does not fit
        float[] place = values(network, features, 1, layer);
        return Distances.nearest(finite(layer, doubles(place, 0, place.length)), places, count, distance());
    }

    /**
     * The other rows nearest to one of them.
     *
     * @param count how many, 1 or more
     * @throws IllegalArgumentException if there is no such row, or the count is below 1
     */
    public List<Distances.Neighbor> of(int row, int count) {
        if (row < 0 || row >= places.length) {
            throw new IllegalArgumentException(
                    "neighbours expects a row from 0 to " + (places.length - 1) + ", but got " + row);
        }
        if (count < 1) {
            throw new IllegalArgumentException("neighbours expects a count of 1 or more, but got " + count);
        }
        return Distances.nearest(places[row], places, count + 1, distance()).stream()
                .filter(neighbor -> neighbor.row() != row)
                .limit(count)
                .toList();
    }

    /**
     * The share of rows whose nearest other row is of their class; of many rows some are looked at, evenly chosen.
     *
     * @throws IllegalArgumentException if rows have no class, or there is only one
     */
    public double agreement() {
        if (!data.isClassification() || data.schema().hasPositions()) {
            throw new IllegalArgumentException("agreement expects rows with a class each, but these have none");
        }
        if (places.length < 2) {
            throw new IllegalArgumentException("agreement expects 2 rows or more, but there is only one");
        }
        int tried = Math.min(TRIED, places.length);
        int right = 0;
        for (int i = 0; i < tried; i++) {
            int row = (int) ((long) i * places.length / tried);
            right += data.classIndex(of(row, 1).get(0).row()) == data.classIndex(row) ? 1 : 0;
        }
        return (double) right / tried;
    }

    /** What is searched, and how. */
    @Override
    public String toString() {
        String all = "%s at %s, by %s"
                .formatted(
                        Names.count(places.length, "row"),
                        layer == null ? "the outputs" : layer,
                        euclidean ? "Euclidean distance" : "cosine");
        boolean classes = data.isClassification() && !data.schema().hasPositions() && places.length > 1;
        return classes ? all + "; nearest row of the same class: " + Numbers.percent(agreement(), 3) : all;
    }
}
