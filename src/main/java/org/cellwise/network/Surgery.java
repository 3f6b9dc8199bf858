package org.cellwise.network;

import java.util.ArrayList;
import java.util.List;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.layer.Layer;
import org.cellwise.math.Seed;
import org.cellwise.tensor.Parameter;
import org.cellwise.text.Names;

/** Networks from parts of others: layers that are kept have the weights that they had, new ones those of a seed. */
final class Surgery {
    private Surgery() {}

    /** All but the last layer with weights and what follows it, then these. */
    static Network withHead(Network network, Seed seed, List<Layer> head) {
        List<BuiltLayer> layers = network.layers();
        int last = layers.size() - 1;
        while (last >= 0 && layers.get(last).parameters().isEmpty()) {
            last--;
        }
        if (last < 0) {
            throw new IllegalArgumentException(
                    "withHead expects a network with a last layer that has weights, but this one"
                            + " has none: build a new one");
        }
        return of(network, layers.subList(0, last), Layer.some("withHead(…)", head), seed);
    }

    /** All but some. */
    static Network without(Network network, List<String> names) {
        List<BuiltLayer> gone =
                names.stream().map(name -> layer(network, "without", name)).toList();
        List<BuiltLayer> kept = new ArrayList<>(network.layers());
        kept.removeAll(gone);
        if (kept.isEmpty()) {
            throw new IllegalArgumentException("without(…) expects to leave at least one layer, but none is left");
        }
        return of(network, kept, List.of(), Seed.DEFAULT);
    }

    /** Neighbours, from one to another. */
    static Network part(Network network, String first, String last) {
        int from = network.layers().indexOf(layer(network, "part", first));
        int to = network.layers().indexOf(layer(network, "part", last));
        if (to < from) {
            throw new IllegalArgumentException("part expects a layer and one after it, but " + last + " comes before "
                    + first + ": call part(\"" + last + "\", \"" + first + "\")");
        }
        return of(network, network.layers().subList(from, to + 1), List.of(), Seed.DEFAULT);
    }

    private static BuiltLayer layer(Network network, String who, String name) {
        BuiltLayer layer = network.layer(name);
        if (!network.layers().contains(layer)) {
            throw new IllegalArgumentException(who + " expects one of the layers in a row, but " + name
                    + " is inside another: choose one of "
                    + Names.list(network.layers().stream().map(BuiltLayer::name).toList()));
        }
        return layer;
    }

    private static Network of(Network from, List<BuiltLayer> kept, List<Layer> added, Seed seed) {
        List<Layer> layers =
                new ArrayList<>(kept.stream().map(BuiltLayer::layer).toList());
        layers.addAll(added);
        boolean sameInputs = !kept.isEmpty() && kept.get(0) == from.layers().get(0) || kept.isEmpty();
        Inputs inputs = sameInputs ? from.inputs() : new Inputs(kept.get(0).input(), List.of());
        List<Parameter> old =
                kept.stream().flatMap(layer -> layer.parameters().stream()).toList();
        Network network = new Network(from.compute(), inputs, layers, (scope, parameters) -> {
            scope.initialize(seed.random(), p -> p.index() >= old.size());
            for (int i = 0; i < old.size(); i++) {
                Parameter source = old.get(i);
                Parameter target = parameters.list().get(i);
                if (!target.shape().equals(source.shape())) {
                    throw new IllegalArgumentException(
                            target.name() + " would have the shape " + target.shape() + ", but its weights, those of "
                                    + source + ", have another: a layer that is kept expects inputs as before");
                }
                System.arraycopy(
                        from.parameters().values(),
                        source.offset(),
                        parameters.values(),
                        target.offset(),
                        source.size());
                target.freeze(source.isFrozen());
            }
        });
        if (sameInputs) {
            network.keep(from);
        }
        boolean sameOutputs = added.isEmpty()
                && kept.get(kept.size() - 1) == from.layers().get(from.layers().size() - 1);
        if (sameOutputs) { // so they mean what they meant
            network.restore(from.meaning(), from.isTaught(), from.outputNames());
        } else if (network.preparation() != null) {
            network.prepare(network.preparation().withoutTargets());
        }
        return network;
    }
}
