package org.cellwise.layer;

import java.util.ArrayList;
import java.util.List;
import org.cellwise.math.SeededRandom;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Parameters;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;

/** Where a layer is built: gives its parameters their names and first values. */
public final class Scope {
    private final String name;
    private final Parameters parameters;
    private final List<Pending> pending;
    private final Layer next;

    /** A parameter that gets its first values once all are declared. */
    private record Pending(Parameter parameter, Initializer initializer, int fanIn, int fanOut) {}

    /** A layer in place: its function, and the shape of one row of its output. */
    public record Built(Layer.Forward forward, Shape output) {}

    private Scope(String name, Parameters parameters, List<Pending> pending, Layer next) {
        this.name = name;
        this.parameters = parameters;
        this.pending = pending;
        this.next = next;
    }

    /** The outermost scope of a network. */
    public static Scope of(Parameters parameters) {
        return new Scope("", parameters, new ArrayList<>(), null);
    }

    /** The layer's name, such as {@code dense_1}. */
    public String name() {
        return name;
    }

    /** The initializer that suits what follows: He's before rectifiers, else Glorot's. */
    public Initializer suited() {
        return next != null && next.gain() > 1 ? Initializer.he() : Initializer.glorot();
    }

    /** Declares a weight (in, out, …): what multiplies an input. */
    public Weight weight(String part, Shape shape, Initializer initializer, int fanIn, int fanOut) {
        return declare(part, shape, Parameter.Role.WEIGHT, initializer, fanIn, fanOut);
    }

    /** Declares a bias, scale or shift, which decay leaves alone. */
    public Weight bias(String part, Shape shape, Initializer initializer) {
        return declare(part, shape, Parameter.Role.BIAS, initializer, 1, 1);
    }

    /** Declares numbers that are measured rather than learned. */
    public Weight state(String part, Shape shape, double value) {
        return declare(part, shape, Parameter.Role.STATE, Initializer.constant(value), 1, 1);
    }

    private Weight declare(
            String part, Shape shape, Parameter.Role role, Initializer initializer, int fanIn, int fanOut) {
        Parameter parameter = parameters.declare(name + "." + part, shape, role);
        pending.add(new Pending(parameter, initializer, fanIn, fanOut));
        return new Weight(parameters, parameter);
    }

    /** Builds a layer inside this one, and works out the shape of its output. */
    public Built build(String child, Layer layer, Layer following, Shape input) {
        String path = name.isEmpty() ? child : name + "." + child;
        try {
            Layer.Forward forward = layer.build(new Scope(path, parameters, pending, following), input);
            Tensor row = Tape.shapes().input(input.prepend(1), new float[0]);
            return new Built(forward, forward.apply(row).shape().dropFirst());
        } catch (IllegalArgumentException e) {
            throw name.isEmpty() ? new IllegalArgumentException(path + ": " + e.getMessage(), e) : e;
        }
    }

    /** Gives all declared parameters their first values, in order of declaration. */
    public void initialize(SeededRandom random) {
        parameters.allocate();
        for (Pending p : pending) {
            try {
                p.initializer.fill(
                        parameters.values(), p.parameter.offset(), p.parameter.size(), p.fanIn, p.fanOut, random);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(p.parameter.name() + ": " + e.getMessage(), e);
            }
        }
    }
}
