package org.cellwise.layer.group;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.layer.Description;
import org.cellwise.layer.Description.Flow;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scale;
import org.cellwise.layer.Scope;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * Several layers that read the same input, with their outputs side by side: rows by features, images by channels,
 * sequences by width. Shapes are equal otherwise.
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
    public Forward build(Scope scope, Shape input) {
        List<Forward> forwards = new ArrayList<>();
        Shape first = null;
        for (int i = 0; i < branches.size(); i++) {
            BuiltLayer built = scope.build(name(i), branches.get(i), 1, input);
            first = first == null ? built.output() : first;
            forwards.add(built.forward());
        }
        Op concat = Ops.concat(first.rank() == 2 ? -1 : 1);
        return x -> {
            Tensor y = forwards.get(0).apply(x);
            for (int i = 1; i < forwards.size(); i++) {
                y = x.tape().apply(concat, y, forwards.get(i).apply(x));
            }
            return y;
        };
    }
}
