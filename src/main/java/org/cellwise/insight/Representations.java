package org.cellwise.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.network.Network;
import org.cellwise.network.Trace;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Tensor;

/**
 * What a network hands on from one layer of weights to the next: what each puts out after activation and normalisation.
 * The last one is the output.
 */
public final class Representations {
    /**
     * A place between two layers of weights.
     *
     * @param layer index of the layer that puts it out
     * @param name of that layer
     * @param weights name of the layer of weights that it comes from
     * @param units how many numbers a row has there
     */
    public record Place(int layer, String name, String weights, int units) {}

    private final Network network;
    private final List<Place> places = new ArrayList<>();

    public Representations(Network network) {
        this.network = network;
        List<BuiltLayer> layers = network.layers();
        String weights = "";
        for (int i = 0; i < layers.size(); i++) {
            BuiltLayer layer = layers.get(i);
            weights = hasWeights(layer) ? layer.name() : weights;
            boolean last = i + 1 == layers.size();
            if (last || !weights.isEmpty() && hasWeights(layers.get(i + 1))) {
                places.add(new Place(i, layer.name(), weights, layer.output().elements()));
            }
        }
    }

    private static boolean hasWeights(BuiltLayer layer) {
        return layer.parameters().stream().anyMatch(p -> p.role() == Parameter.Role.WEIGHT);
    }

    public List<Place> places() {
        return places;
    }

    /** All places but the output. */
    public List<Place> hidden() {
        return places.subList(0, places.size() - 1);
    }

    /** The numbers at each place for rows of features: one array (rows, units) a place. */
    public float[][] run(float[] features, int rows) {
        List<Trace.Call> calls = Trace.of(network, features, rows).calls();
        return places.stream()
                .map(place -> copy(calls.get(place.layer).output().tensor()))
                .toArray(float[][]::new);
    }

    private static float[] copy(Tensor y) {
        return Arrays.copyOfRange(y.data(), y.offset(), y.offset() + y.size());
    }
}
