package org.cellwise.network;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.layer.Description;
import org.cellwise.layer.Layer;
import org.cellwise.layer.catalog.LayerCatalog;
import org.cellwise.math.Seed;
import org.cellwise.tensor.Parameter;
import org.cellwise.text.Names;

/**
 * Adapters of low rank beside the weights of dense layers (Hu et al., 2022): y = x W + b + (α / rank) x D U, of which only D
 * (in, rank) and U (rank, units) learn. U begins as 0, so that at first nothing changes.
 */
final class LowRank {
    private static final String DENSE = "dense";
    private static final String RANK = "rank";
    private static final String ALPHA = "alpha";
    private static final String DOWN = ".down";
    private static final String UP = ".up";
    /** All dense layers that can have an adapter. */
    static final List<String> EVERYWHERE = List.of("*");

    private LowRank() {}

    /** The network with adapters beside the dense layers that match; all other weights are frozen. */
    static Network add(Network network, int rank, double alpha, Seed seed, List<String> patterns) {
        Set<String> chosen = new HashSet<>();
        patterns.forEach(pattern -> network.layersLike(pattern).stream()
                .flatMap(BuiltLayer::all)
                .map(BuiltLayer::name)
                .forEach(chosen::add));
        List<String> changed = new ArrayList<>();
        Network adapted = changed(network, seed, (name, settings) -> {
            if (!chosen.contains(name)) {
                return settings;
            }
            changed.add(name);
            Map<String, Object> with = new LinkedHashMap<>(settings);
            with.put(RANK, rank);
            with.put(ALPHA, alpha);
            return with;
        });
        List<String> there = parameters(adapted).stream().map(Parameter::name).toList();
        changed.removeIf(name -> patterns.equals(EVERYWHERE) && !there.contains(name + DOWN));
        if (changed.isEmpty()) {
            throw new IllegalArgumentException("withLora expects a dense layer, but there is none among "
                    + String.join(", ", patterns) + ": name others, or patterns such as \"*dense_*\"");
        }
        changed.removeIf(name -> there.contains(name + DOWN));
        if (!changed.isEmpty()) {
            throw new IllegalArgumentException("withLora expects dense layers that stand for themselves, but "
                    + Names.list(changed) + " cannot be changed within the layer around: name others");
        }
        adapted.parameters().list().forEach(p -> p.freeze(!isAdapter(p)));
        return adapted;
    }

    /** The network with the adapters added to the weights that they stand beside. */
    static Network merge(Network network) {
        Network merged = changed(network, Seed.DEFAULT, (name, settings) -> {
            Map<String, Object> without = new LinkedHashMap<>(settings);
            without.keySet().removeAll(List.of(RANK, ALPHA));
            return without;
        });
        network.layers().stream().flatMap(BuiltLayer::all).forEach(layer -> {
            Description description = layer.description();
            if (description.kind().equals(DENSE) && description.setting(RANK) != null) {
                double factor = number(description, ALPHA) / number(description, RANK);
                addProduct(network, merged, layer, factor);
            }
        });
        return merged;
    }

    private static double number(Description description, String name) {
        return ((Number) description.setting(name)).doubleValue();
    }

    // W += factor D U, in doubles
    private static void addProduct(Network from, Network into, BuiltLayer layer, double factor) {
        double[] down = from.values(layer.name() + DOWN);
        double[] up = from.values(layer.name() + UP);
        String weight = layer.name() + ".weight";
        double[] w = into.values(weight);
        int units = layer.output().last();
        int rank = up.length / units;
        for (int i = 0; i < w.length; i++) {
            double sum = 0;
            for (int k = 0; k < rank; k++) {
                sum += down[i / units * rank + k] * up[k * units + i % units];
            }
            w[i] += factor * sum;
        }
        into.setValues(weight, w);
    }

    /** What each adapter is multiplied by beside 1 / rank, by the name of its layer. */
    static Map<String, Double> alphas(Network network) {
        Map<String, Double> alphas = new TreeMap<>();
        network.layers().stream().flatMap(BuiltLayer::all).forEach(layer -> {
            if (layer.description().kind().equals(DENSE) && layer.description().setting(RANK) != null) {
                alphas.put(layer.name(), number(layer.description(), ALPHA));
            }
        });
        return alphas;
    }

    /** The parameters that adapters consist of. */
    static List<Parameter> parameters(Network network) {
        return network.parameters().list().stream().filter(LowRank::isAdapter).toList();
    }

    private static boolean isAdapter(Parameter parameter) {
        return parameter.name().endsWith(DOWN) || parameter.name().endsWith(UP);
    }

    /** What becomes of the settings of a dense layer of that name. */
    private interface Change {
        Map<String, Object> of(String name, Map<String, Object> settings);
    }

    /** The network with dense layers of other settings, and the weights of those parameters that stay. */
    private static Network changed(Network network, Seed seed, Change change) {
        List<Layer> layers = new ArrayList<>();
        for (BuiltLayer built : network.layers()) {
            Description before = built.description();
            Description after = changed(built.name(), before, change);
            layers.add(after.equals(before) ? built.layer() : LayerCatalog.layer(after));
        }
        Map<String, Parameter> old =
                network.parameters().list().stream().collect(Collectors.toMap(Parameter::name, p -> p));
        Network made = new Network(network.compute(), network.inputs(), layers, (scope, parameters) -> {
            scope.initialize(seed.random(), p -> !old.containsKey(p.name()));
            for (Parameter p : parameters.list()) {
                Parameter source = old.get(p.name());
                if (source != null) {
                    System.arraycopy(
                            network.parameters().values(), source.offset(), parameters.values(), p.offset(), p.size());
                    p.freeze(source.isFrozen());
                }
            }
        });
        made.keep(network);
        made.restore(network.meaning(), network.isTaught(), network.outputNames());
        return made;
    }

    private static Description changed(String name, Description description, Change change) {
        Map<String, Object> settings =
                description.kind().equals(DENSE) ? change.of(name, description.settings()) : description.settings();
        UnaryOperator<Description.Part> inner = part -> new Description.Part(
                part.role(), part.name(), changed(name + "." + part.name(), part.description(), change));
        List<Description.Part> parts = description.parts().stream().map(inner).toList();
        return new Description(description.kind(), settings, parts, description.flow(), description.words());
    }
}
