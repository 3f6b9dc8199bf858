package org.cellwise.model.rebuild;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cellwise.file.FileFormatException;
import org.cellwise.layer.Description;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scope;
import org.cellwise.layer.catalog.LayerCatalog;
import org.cellwise.tensor.Parameters;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Names;

/**
 * Steps from one value to the next, as a graph has them, and the layers that they are: in a row, around one another where
 * branches are added, side by side where they are put together.
 *
 * @param <W> what tells of the weights of a layer
 */
final class StepGraph<W> {
    private static final int DEEPEST = 60; // branches in branches
    private static final int MOST = 100_000;

    private final String what;
    private final String input;
    private final Map<String, Value<W>> values = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    private enum Join {
        NONE,
        ADD,
        CONCAT
    }

    /**
     * A value, and the step that it comes from.
     *
     * @param before the nearest value that all ways to this one pass; null for the input
     * @param depth how many such values there are up to the input
     */
    private record Value<W>(
            String step,
            Join join,
            List<String> from,
            Description layer,
            W weights,
            Shape shape,
            String before,
            int depth) {}

    /** A layer, and what tells of its weights and of those in it, in order. */
    private record Made<W>(Description layer, List<W> weights) {}

    /** The layers of a graph, and what tells of the weights of those that have any, in the order of the network. */
    record Layers<W>(List<Layer> layers, List<W> weights) {}

    /** Of a file, from an input whose rows have a shape. */
    StepGraph(String what, String input, Shape shape) {
        this.what = what;
        this.input = input;
        values.put(input, new Value<>("the input", Join.NONE, List.of(), null, null, shape, null, 0));
    }

    boolean has(String value) {
        return values.containsKey(value);
    }

    /** The shape of a row. */
    Shape shape(String value) {
        return value(value, value).shape;
    }

    private Value<W> value(String name, String reader) {
        Value<W> value = values.get(name);
        if (value == null) {
            throw new FileFormatException("%s: %s reads \"%s\", which comes from no layer before it"
                    .formatted(what, reader, Names.shorten(name)));
        }
        return value;
    }

    /** The layer that a value comes from, or null. */
    Description layer(String value) {
        return values.containsKey(value) ? values.get(value).layer : null;
    }

    /** What tells of the weights of the layer that a value comes from. */
    W weights(String value) {
        return values.get(value).weights;
    }

    /** What the layer reads that a value comes from. */
    String source(String value) {
        return values.get(value).from.get(0);
    }

    /**
     * Adds a step that is a layer.
     *
     * @param weights null where it has none
     */
    void layer(String step, String from, String to, Description layer, W weights) {
        Value<W> before = value(from, step);
        Shape shape;
        try {
            shape = Scope.of(Parameters.counted())
                    .build(List.of(LayerCatalog.layer(layer)), before.shape)
                    .output();
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(what + ": " + step + " is no layer of ours: " + e.getMessage(), e);
        }
        put(to, new Value<>(step, Join.NONE, List.of(from), layer, weights, shape, from, before.depth + 1));
    }

    /** Adds a step that adds values up. */
    void add(String step, List<String> from, String to) {
        String fork = fork(step, from);
        Shape shape = shape(from.get(0));
        for (String one : from) {
            if (!shape(one).equals(shape)) {
                throw new FileFormatException(what + ": " + step + " adds rows of shapes " + shape + " and "
                        + shape(one) + ", but the branches of residual(…) must put out the same");
            }
        }
        put(to, new Value<>(step, Join.ADD, from, null, null, shape, fork, value(fork, step).depth + 1));
    }

    /** Adds a step that puts values side by side, along the features of rows, or the channels of images. */
    void concat(String step, List<String> from, String to) {
        String fork = fork(step, from);
        Shape first = shape(from.get(0));
        int axis = first.rank() == 2 ? 1 : 0;
        int[] sizes = first.sizes();
        sizes[axis] = from.stream()
                .mapToInt(one -> shape(one).rank() == first.rank() ? shape(one).size(axis) : 0)
                .sum();
        put(to, new Value<>(step, Join.CONCAT, from, null, null, Shape.of(sizes), fork, value(fork, step).depth + 1));
    }

    /** A value under another name. */
    void alias(String step, String from, String to) {
        Value<W> value = value(from, step);
        put(to, new Value<>(step, Join.NONE, List.of(from), null, null, value.shape, from, value.depth + 1));
    }

    private void put(String name, Value<W> value) {
        if (values.size() > MOST) {
            throw new FileFormatException(what + " has more than " + MOST + " steps");
        }
        if (values.putIfAbsent(name, value) != null) {
            throw new FileFormatException(what + " makes \"" + Names.shorten(name) + "\" twice");
        }
    }

    /** The last value that all ways to some values pass. */
    private String fork(String step, List<String> from) {
        String common = from.get(0);
        for (String one : from) {
            String other = one;
            while (!common.equals(other)) {
                Value<W> a = value(common, step);
                Value<W> b = value(other, step);
                if (a.depth >= b.depth) {
                    common = a.before;
                } else {
                    other = b.before;
                }
            }
        }
        return common;
    }

    /** All layers up to a value. */
    Layers<W> upTo(String output) {
        List<Made<W>> row = row(input, output, 0);
        if (row.isEmpty()) {
            throw new FileFormatException(what + " has no layer between its input and its output");
        }
        List<W> weights = new ArrayList<>();
        row.forEach(made -> weights.addAll(made.weights));
        try {
            return new Layers<>(
                    row.stream().map(made -> LayerCatalog.layer(made.layer)).toList(), weights);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(what + ": " + e.getMessage(), e);
        }
    }

    private List<Made<W>> row(String from, String to, int depth) {
        if (depth > DEEPEST) {
            throw new FileFormatException(what + " has branches in branches deeper than " + DEEPEST);
        }
        Deque<Made<W>> row = new ArrayDeque<>();
        String at = to;
        while (!at.equals(from)) {
            Value<W> value = value(at, "the output");
            if (value.before == null) {
                throw new FileFormatException(what + ": \"" + Names.shorten(to) + "\" does not come from the input");
            }
            if ((value.layer != null || value.join != Join.NONE) && !taken.add(at)) {
                throw new FileFormatException(what + ": what " + value.step
                        + " puts out goes into several branches that meet later, which layers in a row cannot have");
            }
            if (value.join != Join.NONE) {
                row.addFirst(joined(value, depth));
            } else if (value.layer != null) {
                row.addFirst(new Made<>(value.layer, value.weights == null ? List.of() : List.of(value.weights)));
            }
            at = value.before;
        }
        return new ArrayList<>(row);
    }

    private Made<W> joined(Value<W> value, int depth) {
        List<List<Made<W>>> branches = new ArrayList<>();
        for (String one : value.from) {
            branches.add(row(value.before, one, depth + 1));
        }
        if (value.join == Join.ADD && branches.size() == 2) {
            if (branches.get(0).isEmpty()) {
                branches.add(branches.remove(0)); // what goes around stands last
            }
            if (!branches.get(0).isEmpty()) {
                return made("residual", Map.of("layers", branches.get(0), "shortcut", branches.get(1)), branches);
            }
        } else if (value.join == Join.CONCAT) {
            List<Made<W>> each = branches.stream()
                    .map(branch -> made("sequential", Map.of("layers", branch), List.of(branch)))
                    .toList();
            return made("branches", Map.of("branches", each), List.of(each));
        }
        throw new FileFormatException(what + ": " + value.step + " adds up what residual(…) cannot");
    }

    private Made<W> made(String kind, Map<String, List<Made<W>>> parts, List<List<Made<W>>> inOrder) {
        Map<String, List<Description>> descriptions = new LinkedHashMap<>();
        parts.forEach((role, made) ->
                descriptions.put(role, made.stream().map(one -> one.layer).toList()));
        List<W> weights = new ArrayList<>();
        inOrder.forEach(row -> row.forEach(made -> weights.addAll(made.weights)));
        return new Made<>(Kind.around(kind, descriptions), weights);
    }
}
