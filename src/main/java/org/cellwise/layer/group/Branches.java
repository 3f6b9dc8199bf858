package org.cellwise.layer.group;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.cellwise.layer.Axes;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.layer.Description;
import org.cellwise.layer.Description.Flow;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Mask;
import org.cellwise.layer.Scale;
import org.cellwise.layer.Scope;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * Several layers that read the same input, with their outputs side by side: rows by features, images by channels,
 * sequences by width. Shapes are equal otherwise. What {@code masking()} within a branch says holds there; of sequences side by
 * side those places count that count in each.
 *
 * @param branches at least one; {@code sequential()} passes the input on as it is
 */
public record Branches(List<Layer> branches) implements Layer {
    public Branches {
        branches = Layer.some("branches(…)", branches);
    }

    public Branches(Layer... branches) {
        this(Arrays.asList(branches));
    }

    @Override
    public String kind() {
        return "branches";
    }

    private static String name(int branch) {
        return "branch_" + (branch + 1);
    }

    @Override
    public boolean isStepwise() {
        return branches.stream().allMatch(Layer::isStepwise);
    }

    @Override
    public Description describe() {
        return Description.of(this)
                .flow(Flow.BRANCHES)
                .parts(IntStream.range(0, branches.size())
                        .mapToObj(i -> new Description.Part(
                                "branches", name(i), branches.get(i).describe()))
                        .toList());
    }

    @Override
    public Scale scale(Scale incoming) {
        return branches.stream()
                .map(branch -> branch.scale(incoming))
                .reduce(Scale::with)
                .orElse(Scale.OPEN);
    }

    @Override
    public Axes axes() {
        return Axes.KEPT;
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        List<Forward> forwards = new ArrayList<>();
        Shape first = null;
        Mask before = scope.mask();
        Set<Mask> left = new LinkedHashSet<>();
        for (int i = 0; i < branches.size(); i++) {
            scope.mask(before);
            BuiltLayer built = scope.build(name(i), branches.get(i), 1, input);
            first = first == null ? built.output() : first;
            forwards.add(built.forward());
            left.add(scope.mask());
        }
        Forward joined = joined(scope, first, before, left);
        Op concat = Ops.concat(first.rank() == 2 ? -1 : 1);
        return x -> {
            Tensor y = forwards.get(0).apply(x);
            for (int i = 1; i < forwards.size(); i++) {
                y = x.tape().apply(concat, y, forwards.get(i).apply(x));
            }
            return joined.apply(y);
        };
    }

    /** Passes on what the branches put out, with which of its places count. */
    private static Forward joined(Scope scope, Shape output, Mask before, Set<Mask> left) {
        List<Mask> masks = left.stream()
                .filter(mask -> mask != null && output.rank() == 2 && mask.length() == output.size(0))
                .toList();
        if (output.rank() != 2 || masks.size() < 2) {
            scope.mask(output.rank() != 2 ? before : masks.isEmpty() ? null : masks.get(0));
            return y -> y;
        }
        Mask all = new Mask(output.size(0));
        scope.mask(all);
        return y -> {
            Tensor counts = masks.get(0).on(y.tape());
            for (int i = 1; i < masks.size() && counts != null; i++) {
                counts = Ops.multiply(counts, masks.get(i).on(y.tape()));
            }
            if (counts != null) {
                all.is(counts);
            }
            return y;
        };
    }
}
