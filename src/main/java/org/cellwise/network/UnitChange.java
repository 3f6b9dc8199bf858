package org.cellwise.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.layer.Description;
import org.cellwise.layer.Layer;
import org.cellwise.layer.catalog.LayerCatalog;
import org.cellwise.math.Seed;
import org.cellwise.tensor.Parameter;
import org.cellwise.text.Given;
import org.cellwise.text.Names;

/**
 * A network in which a hidden dense layer has other units: without some, with one twice, or with one that begins anew. It
 * also carries over what belongs to each weight, such as what an optimizer remembers.
 */
public final class UnitChange {
    private static final String DENSE = "dense";
    private static final int NEW = -1;
    /** Kinds of layers in which what becomes of a unit depends on the others. */
    private static final Set<String> TOGETHER =
            Set.of("layer_norm", "rms_norm", "group_norm", "softmax", "log_softmax");

    private final Network before;
    private final int first; // place of the layer
    private final int next; // place of the dense layer that reads its units
    private final int[] sources; // for each unit the one it was; NEW for none
    private final double[] outgoing; // times which the weights that lead out of each are taken
    private final Network network;

    private UnitChange(Network before, int first, int[] sources, double[] outgoing, Seed seed) {
        this.before = before;
        this.first = first;
        this.next = reader(before, first);
        this.sources = sources;
        this.outgoing = outgoing;
        network = make(seed);
    }

    /** Without some units, counted from 0. */
    public static UnitChange without(Network network, String layer, int... units) {
        int place = place(network, layer);
        int count = network.layers().get(place).output().last();
        for (int unit : Given.require(units, "withoutUnits", "the numbers of units, such as 0, 2")) {
            requireUnit(layer, unit, count);
        }
        int[] left = IntStream.range(0, count)
                .filter(unit -> Arrays.stream(units).noneMatch(gone -> gone == unit))
                .toArray();
        if (left.length == 0) {
            throw new IllegalArgumentException(
                    "%s would have no unit left of its %s: leave one, or take the layer away by".formatted(layer, count)
                            + " net.without(\"" + layer + "\")");
        }
        return new UnitChange(network, place, left, ones(left.length), Seed.DEFAULT);
    }

    /** With a unit, counted from 0, twice, side by side, each with half of the weights that lead out of it. */
    public static UnitChange copied(Network network, String layer, int unit) {
        int place = place(network, layer);
        int count = network.layers().get(place).output().last();
        requireUnit(layer, unit, count);
        requireEachByItself(network, layer, place);
        IntUnaryOperator source = i -> i <= unit ? i : i - 1;
        double[] out = ones(count + 1);
        out[unit] = 0.5;
        out[unit + 1] = 0.5;
        return new UnitChange(
                network, place, IntStream.range(0, count + 1).map(source).toArray(), out, Seed.DEFAULT);
    }

    /** With a unit, counted from 0, that begins anew: weights into it from a seed, none out of it. */
    public static UnitChange rewired(Network network, String layer, int unit, Seed seed) {
        int place = place(network, layer);
        int count = network.layers().get(place).output().last();
        requireUnit(layer, unit, count);
        Given.require(seed, "withRewiredUnit", "a seed, such as seed(1)");
        int[] sources = IntStream.range(0, count).map(i -> i == unit ? NEW : i).toArray();
        return new UnitChange(network, place, sources, ones(count), seed);
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static void requireUnit(String layer, int unit, int count) {
        if (unit < 0 || unit >= count) {
            throw new IllegalArgumentException(
                    "%s has the units 0 to %s, but no unit %s".formatted(layer, count - 1, unit));
        }
    }

    /** A copy is one only where no layer between takes units together. */
    private static void requireEachByItself(Network network, String layer, int place) {
        for (BuiltLayer between : network.layers().subList(place + 1, reader(network, place))) {
            if (TOGETHER.contains(between.description().kind())) {
                throw new IllegalArgumentException(
                        "A copy of a unit of %s would change what the network says, since %s (%s) takes all units together: copy one of a layer with activations alone behind it"
                                .formatted(layer, between.name(), between.layer()));
            }
        }
    }

    private static int place(Network network, String name) {
        BuiltLayer layer = network.layer(name);
        int place = network.layers().indexOf(layer);
        List<String> fitting = network.layers().stream()
                .filter(UnitChange::isDense)
                .map(BuiltLayer::name)
                .toList();
        if (place < 0 || !isDense(layer) || fitting.indexOf(name) == fitting.size() - 1) {
            List<String> hidden = fitting.subList(0, Math.max(0, fitting.size() - 1));
            String what = isDense(layer)
                    ? place < 0
                            ? "is inside another layer, whose parts must fit together"
                            : "gives the outputs, which are what the network is for"
                    : "is no dense layer" + (layer.description().kind().equals(DENSE) ? " without an adapter" : "");
            throw new IllegalArgumentException("Units of a hidden dense layer can be changed, but %s %s: %s"
                    .formatted(
                            name,
                            what,
                            hidden.isEmpty() ? "this network has none" : "choose one of " + Names.list(hidden)));
        }
        return place;
    }

    private static boolean isDense(BuiltLayer layer) {
        return layer.description().kind().equals(DENSE) && layer.description().setting("rank") == null;
    }

    /** The dense layer that reads what one puts out; between the two each unit is by itself. */
    private static int reader(Network network, int first) {
        List<BuiltLayer> layers = network.layers();
        BuiltLayer changed = layers.get(first);
        int at = first + 1;
        while (at < layers.size() && !isDense(layers.get(at))) {
            BuiltLayer layer = layers.get(at++);
            boolean passes = layer.description().passes() && layer.output().equals(changed.output());
            boolean byUnit = layer.parameters().stream()
                    .allMatch(p -> p.shape().rank() == 1
                            && p.size() == changed.output().last());
            if (!passes || !byUnit) {
                throw new IllegalArgumentException(
                        "Units of %s can be changed where activations alone stand between it and the next dense layer, but %s (%s) reads them as they are"
                                .formatted(changed.name(), layer.name(), layer.layer()));
            }
        }
        return at;
    }

    /** The network with the other units. */
    public Network network() {
        return network;
    }

    private Network make(Seed seed) {
        List<Layer> layers =
                new ArrayList<>(before.layers().stream().map(BuiltLayer::layer).toList());
        Description description = before.layers().get(first).description();
        Map<String, Object> settings = new LinkedHashMap<>(description.settings());
        settings.keySet().removeAll(List.of("outputs", "initializer")); // names of units; weights are there
        settings.put("units", sources.length);
        boolean resized = sources.length != before.layers().get(first).output().last();
        if (resized) {
            layers.set(first, LayerCatalog.layer(description.settings(settings)));
        }
        Network made = new Network(before.compute(), before.inputs(), layers, (scope, parameters) -> {
            boolean begins = Arrays.stream(sources).anyMatch(source -> source == NEW);
            scope.initialize(seed.random(), p -> begins);
            float[] fresh = parameters.values().clone();
            List<Parameter> list = parameters.list();
            float[] carried = carry(before.parameters().values(), list, true);
            System.arraycopy(carried, 0, parameters.values(), 0, carried.length);
            for (Parameter p : list) {
                p.freeze(before.parameters().list().get(p.index()).isFrozen());
                keepFresh(p, fresh, parameters.values());
            }
        });
        made.keep(before);
        made.restore(before.meaning(), before.isTaught(), before.outputNames());
        return made;
    }

    /** A unit that begins anew has the first values of a network that was never trained; but nothing leads out of it. */
    private void keepFresh(Parameter p, float[] fresh, float[] values) {
        String name = layerOf(p);
        int place = IntStream.range(0, before.layers().size())
                .filter(i -> before.layers().get(i).name().equals(name))
                .findFirst()
                .orElse(next);
        for (int i = 0; i < p.size() && place >= first && place < next; i++) {
            if (sources[i % sources.length] == NEW) {
                values[p.offset() + i] = fresh[p.offset() + i];
            }
        }
    }

    private static String layerOf(Parameter p) {
        return p.name().substring(0, p.name().lastIndexOf('.'));
    }

    /**
     * Numbers that belong to the parameters before, laid out as those, for the parameters of the new network: a copy has
     * those of its original, what begins anew has 0.
     */
    public float[] carry(float[] numbers) {
        return carry(numbers, network.parameters().list(), false);
    }

    private float[] carry(float[] numbers, List<Parameter> into, boolean scaled) {
        List<Parameter> old = before.parameters().list();
        List<BuiltLayer> layers = before.layers();
        List<Parameter> wide = layers.subList(first, next).stream()
                .flatMap(layer -> layer.parameters().stream())
                .toList();
        Parameter reading = layers.get(next).parameters().get(0); // weight (units, out)
        int count = layers.get(first).output().last();
        Parameter last = into.get(into.size() - 1);
        float[] carried = new float[last.offset() + last.size()];
        for (Parameter p : old) {
            Parameter target = into.get(p.index());
            boolean columns = wide.contains(p);
            int inner = p == reading ? p.size() / count : 1; // numbers that stand together for a unit
            if (!columns && p != reading) {
                System.arraycopy(numbers, p.offset(), carried, target.offset(), p.size());
                continue;
            }
            for (int i = 0; i < target.size(); i++) {
                int unit = i / inner % sources.length;
                int block = i / inner / sources.length;
                int source = sources[unit];
                if (source != NEW) {
                    float number = numbers[p.offset() + (block * count + source) * inner + i % inner];
                    carried[target.offset() + i] = scaled && p == reading ? (float) (number * outgoing[unit]) : number;
                }
            }
        }
        return carried;
    }
}
