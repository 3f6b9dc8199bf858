package org.cellwise.network;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.layer.Description;
import org.cellwise.layer.Layer;
import org.cellwise.layer.catalog.LayerCatalog;
import org.cellwise.math.Seed;
import org.cellwise.tensor.Parameter;
import org.cellwise.text.Names;

/**
 * Adapters of low rank beside the weights of dense layers and of attention (Hu et al., 2022): y = x W + b + (α / rank) x D U,
 * of which only D (in, rank) and U (rank, units) learn. U begins as 0, so that at first nothing changes.
 */
final class LowRank {
    /** Layers that can have adapters: beside the weights of each of these parts of theirs. */
    private static final Map<String, List<String>> PARTS =
            Map.of("dense", List.of(""), "self_attention", List.of(".in", ".out"));

    /** Layers that hand an adapter on to those in them. */
    private static final String BLOCK = "transformer_block";

    private static final Pattern IN_BLOCK = Pattern.compile("(.*?" + BLOCK + "_\\d+)\\..*");
    private static final String RANK = "rank";
    private static final String ALPHA = "alpha";
    private static final String DOWN = ".down";
    private static final String UP = ".up";
    /** All layers that can have an adapter. */
    static final List<String> EVERYWHERE = List.of("*");

    private LowRank() {}

    /** The network with adapters beside the layers that match; all other weights are frozen. */
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
        Set<String> there = alphas(adapted).keySet();
        boolean everywhere = patterns.equals(EVERYWHERE);
        changed.removeIf(name -> everywhere || there.stream().anyMatch(t -> (t + ".").startsWith(name + ".")));
        if (!changed.isEmpty()) {
            Matcher block = IN_BLOCK.matcher(changed.get(0));
            throw new IllegalArgumentException("withLora expects layers that stand for themselves, but "
                    + Names.list(changed) + " cannot be changed within the layer around: name "
                    + (block.matches()
                            ? "that one, withLora(" + rank + ", " + alpha + ", \"" + block.group(1) + "\")"
                            : "others"));
        }
        if (there.isEmpty()) {
            throw new IllegalArgumentException("withLora expects a dense layer or attention, but there is none among "
                    + String.join(", ", patterns) + ": name others, or patterns such as \"*dense_*\"");
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
        adapted(network).forEach(layer -> {
            double factor = number(layer.description(), ALPHA) / number(layer.description(), RANK);
            PARTS.get(layer.description().kind())
                    .forEach(part -> addProduct(network, merged, layer.name() + part, factor));
        });
        return merged;
    }

    /** The layers that have an adapter. */
    private static Stream<BuiltLayer> adapted(Network network) {
        return network.layers().stream()
                .flatMap(BuiltLayer::all)
                .filter(layer -> PARTS.containsKey(layer.description().kind())
                        && layer.description().setting(RANK) != null);
    }

    private static double number(Description description, String name) {
        return ((Number) description.setting(name)).doubleValue();
    }

    // W += factor D U, in doubles
    private static void addProduct(Network from, Network into, String name, double factor) {
        double[] down = from.values(name + DOWN);
        double[] up = from.values(name + UP);
        double[] w = into.values(name + ".weight");
        int rank = rank(from, name + UP);
        int units = up.length / rank;
        for (int i = 0; i < w.length; i++) {
            double sum = 0;
            for (int k = 0; k < rank; k++) {
                sum += down[i / units * rank + k] * up[k * units + i % units];
            }
            w[i] += factor * sum;
        }
        into.setValues(name + ".weight", w);
    }

    private static int rank(Network network, String up) {
        return network.parameters().list().stream()
                .filter(p -> p.name().equals(up))
                .findFirst()
                .orElseThrow()
                .shape()
                .size(0);
    }

    /** What each adapter is multiplied by beside 1 / rank, by the name of its layer. */
    static Map<String, Double> alphas(Network network) {
        Map<String, Double> alphas = new TreeMap<>();
        adapted(network).forEach(layer -> alphas.put(layer.name(), number(layer.description(), ALPHA)));
        return alphas;
    }

    /** The parameters that adapters consist of. */
    static List<Parameter> parameters(Network network) {
        return network.parameters().list().stream().filter(LowRank::isAdapter).toList();
    }

    private static boolean isAdapter(Parameter parameter) {
        return parameter.name().endsWith(DOWN) || parameter.name().endsWith(UP);
    }

    /** What becomes of the settings of a layer of that name. */
    private interface Change {
        Map<String, Object> of(String name, Map<String, Object> settings);
    }

    /** The network with layers of other settings, and the weights of those parameters that stay. */
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

    private static boolean canHave(String kind) {
        return PARTS.containsKey(kind) || kind.equals(BLOCK);
    }

    private static Description changed(String name, Description description, Change change) {
        Map<String, Object> settings =
                canHave(description.kind()) ? change.of(name, description.settings()) : description.settings();
        UnaryOperator<Description.Part> inner = part -> new Description.Part(
                part.role(), part.name(), changed(name + "." + part.name(), part.description(), change));
        List<Description.Part> parts = description.parts().stream().map(inner).toList();
        return new Description(description.kind(), settings, parts, description.flow(), description.words());
    }
}
