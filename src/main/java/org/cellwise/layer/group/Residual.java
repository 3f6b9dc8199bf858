package org.cellwise.layer.group;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cellwise.layer.Axes;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.layer.Description;
import org.cellwise.layer.Description.Flow;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Mask;
import org.cellwise.layer.Scope;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Shape;

/**
 * Adds to its input what its layers make of it, y = x + f(x), so that a deep network can leave a signal as it is (He et
 * al., 2016). Input and output have the same shape, unless a shortcut changes that of x.
 *
 * @param layers f
 * @param shortcut layers that x passes by itself; none for x as it is
 */
public record Residual(List<Layer> layers, List<Layer> shortcut) implements Layer {
    public Residual {
        layers = Layer.list("residual(…)", layers);
        shortcut = Layer.list("shortcut(…)", shortcut);
    }

    public Residual(Layer... layers) {
        this(Arrays.asList(layers), List.of());
    }

    /** With layers for x, such as {@code conv2d(32, 1).stride(2)} where f changes the shape. */
    public Residual shortcut(Layer... around) {
        return new Residual(layers, Arrays.asList(around));
    }

    @Override
    public String kind() {
        return "residual";
    }

    @Override
    public boolean isStepwise() {
        return Stream.of(layers, shortcut).flatMap(List::stream).allMatch(Layer::isStepwise);
    }

    @Override
    public Description describe() {
        return Description.of(this)
                .flow(Flow.RESIDUAL)
                .parts(Stream.concat(
                                Description.parts("layers", "", layers).stream(),
                                Description.parts("shortcut", "shortcut.", shortcut).stream())
                        .toList());
    }

    @Override
    public Axes axes() {
        return Axes.KEPT;
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        Mask before = scope.mask();
        Scope.Row inner = scope.build(layers, input);
        Mask after = scope.mask();
        scope.mask(before); // x is what it was
        BuiltLayer around = scope.build("shortcut", new Sequential(shortcut), 1, input);
        if (!inner.output().equals(around.output())) {
            throw new IllegalArgumentException("residual adds what its layers put out, " + inner.output()
                    + ", to what comes in" + (shortcut.isEmpty() ? "" : " through the shortcut") + ", "
                    + around.output()
                    + ": choose layers that keep the shape, or a shortcut(…) that changes it alike");
        }
        scope.mask(after);
        Forward f = inner.forward();
        Forward passed = around.forward();
        return x -> Ops.add(passed.apply(x), f.apply(x));
    }
}
