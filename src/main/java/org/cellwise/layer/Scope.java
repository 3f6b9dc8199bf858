package org.cellwise.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.cellwise.math.SeededRandom;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Parameters;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.cellwise.text.Names;

/** Where a layer is built: gives its parameters their names and first values. */
public final class Scope {
    private final String name;
    private final Parameters parameters;
    private final List<Pending> pending;
    private final double gain;
    private final List<BuiltLayer> parts = new ArrayList<>();
    private final Around around;

    /** What layers tell those after them, in whatever layer they stand. */
    private static final class Around {
        private Mask mask;
        private Memory memory;
    }

    /** A parameter that gets its first values once all are declared. */
    private record Pending(Parameter parameter, Initializer initializer, int fanIn, int fanOut) {}

    /** Layers in a row as one function, and the shape of one row of its output. */
    public record Row(List<BuiltLayer> layers, Layer.Forward forward, Shape output) {
        /** What the outputs can be, as far as the layers decide it. */
        public Scale scale() {
            Scale scale = Scale.OPEN;
            for (BuiltLayer layer : layers) {
                scale = layer.layer().scale(scale);
            }
            return scale;
        }
    }

    private Scope(String name, Parameters parameters, List<Pending> pending, double gain, Around around) {
        this.around = around;
        this.name = name;
        this.parameters = parameters;
        this.pending = pending;
        this.gain = gain;
    }

    /** The outermost scope of a network. */
    public static Scope of(Parameters parameters) {
        return new Scope("", parameters, new ArrayList<>(), 1, new Around());
    }

    /** The layer's name, such as {@code dense_1}. */
    public String name() {
        return name;
    }

    /** The initializer that suits what follows: He's before rectifiers, else Glorot's. */
    public Initializer suited() {
        return gain > 1 ? Initializer.he() : Initializer.glorot();
    }

    /** Declares a weight (in, out, …): what multiplies an input. */
    public Weight weight(String part, Shape shape, Initializer initializer, int fanIn, int fanOut) {
        return declare(part, shape, Parameter.Role.WEIGHT, initializer, fanIn, fanOut);
    }

    /** Declares a weight whose last axis is that of the units, as in (in, units): fans are read off its shape. */
    public Weight weight(String part, Shape shape, Initializer initializer) {
        return weight(part, shape, initializer, Math.max(1, shape.rows()), shape.last());
    }

    /** Declares a bias, scale or shift, which decay leaves alone. */
    public Weight bias(String part, Shape shape, Initializer initializer) {
        return declare(part, shape, Parameter.Role.BIAS, initializer, 1, 1);
    }

    /** Declares numbers that are measured rather than learned. */
    public Weight state(String part, Shape shape, double value) {
        return declare(part, shape, Parameter.Role.STATE, Initializer.constant(value), 1, 1);
    }

    /**
     * A weight that a layer before this one declared, to be used by both.
     *
     * @param path with the name of its layer, such as {@code embedding_1.weight}
     * @throws IllegalArgumentException if there is none of that name so far
     */
    public Weight declared(String path) {
        return parameters
                .find(path)
                .map(parameter -> new Weight(parameters, parameter))
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no weight " + path + " before it: " + Names.hint(path, declared())));
    }

    /** The names of all weights that layers before this one declared. */
    public List<String> declared() {
        return parameters.list().stream().map(Parameter::name).toList();
    }

    /**
     * Which places of the sequences count, as a layer before this one said; null where all do.
     *
     * @throws IllegalArgumentException if that was said of sequences of another length
     */
    public Mask mask(int length) {
        if (around.mask != null && around.mask.length() != length) {
            throw new IllegalArgumentException("it reads " + length + " places, but masking() marked those of "
                    + around.mask.length() + ": put masking() behind what changes the length");
        }
        return around.mask;
    }

    /** Which places count, if a layer before this one said so of any; null where all do. */
    public Mask mask() {
        return around.mask;
    }

    /** Says which places of the sequences count, to the layers from here on; null for all. */
    public void mask(Mask mask) {
        around.mask = mask;
    }

    /** The sequence that another one looks at, as an encoder left it; null outside a decoder. */
    public Memory memory() {
        return around.memory;
    }

    /** Says what the layers from here on may look at; null for nothing. */
    public void memory(Memory memory) {
        around.memory = memory;
    }

    private Weight declare(
            String part, Shape shape, Parameter.Role role, Initializer initializer, int fanIn, int fanOut) {
        String path = name + "." + part;
        if (parameters.find(path).isPresent()) {
            throw new IllegalArgumentException("names of weights are expected to differ, but \"" + part
                    + "\" is declared twice: call one of them otherwise");
        }
        Parameter parameter = parameters.declare(path, shape, role);
        pending.add(new Pending(parameter, initializer, fanIn, fanOut));
        return new Weight(parameters, parameter);
    }

    /**
     * What each of several layers in a row asks of the weights before it.
     *
     * @param following what comes after the last of them asks for
     * @return a gain for each layer, and {@code following} as the last
     */
    public static double[] gains(List<Layer> layers, double following) {
        double[] gains = new double[layers.size() + 1];
        gains[layers.size()] = following;
        for (int i = layers.size() - 1; i >= 0; i--) {
            gains[i] = layers.get(i).gain(gains[i + 1]);
        }
        return gains;
    }

    /**
     * Builds a layer inside this one, and works out the shape of its output.
     *
     * @param following the gain that the layers after it ask for
     */
    public BuiltLayer build(String child, Layer layer, double following, Shape input) {
        String path = name.isEmpty() ? child : name + "." + child;
        try {
            int before = parameters.list().size();
            Scope inner = new Scope(path, parameters, pending, following, around);
            Layer.Forward forward = layer.build(inner, input);
            Tensor row = Tape.shapes().input(input.prepend(1), new float[0]);
            Shape output = output(forward.apply(row));
            List<Parameter> own = List.copyOf(
                    parameters.list().subList(before, parameters.list().size()));
            Layer.Forward traced = new BuiltLayer.Traced(path, forward);
            parts.add(new BuiltLayer(path, layer, traced, input, output, own, List.copyOf(inner.parts)));
            return parts.get(parts.size() - 1);
        } catch (IllegalArgumentException e) {
            boolean named = String.valueOf(e.getMessage()).startsWith(path); // by a layer inside this one
            throw named ? e : new IllegalArgumentException(path + ": " + e.getMessage(), e);
        }
    }

    // the shape of one row, from a batch of one
    private static Shape output(Tensor batch) {
        if (batch == null || batch.shape().rank() == 0 || batch.shape().size(0) != 1) {
            throw new IllegalArgumentException(
                    "a layer's function is expected to give a batch (rows, …) for a batch, but"
                            + " for one row it gave " + (batch == null ? "null" : "shape " + batch.shape()));
        }
        return batch.shape().dropFirst();
    }

    /** Builds layers in a row inside this one, named after their kinds: {@code dense_1}, {@code relu_1}, …. */
    public Row build(List<Layer> layers, Shape input) {
        double[] gains = gains(layers, gain);
        List<String> names = Description.names(layers);
        List<BuiltLayer> built = new ArrayList<>();
        Shape shape = input;
        for (int i = 0; i < layers.size(); i++) {
            built.add(build(names.get(i), layers.get(i), gains[i + 1], shape));
            shape = built.get(i).output();
        }
        return new Row(List.copyOf(built), inOrder(built), shape);
    }

    /** The functions of layers in a row as one; activations merge with the layer before them where they can. */
    public static Layer.Forward inOrder(List<BuiltLayer> layers) {
        Layer.Forward[] each = layers.stream().map(BuiltLayer::forward).toArray(Layer.Forward[]::new);
        List<Layer.Forward> steps = new ArrayList<>();
        for (int i = 0; i < each.length; i++) {
            Op activation = i + 1 < each.length ? layers.get(i + 1).layer().activation() : null;
            Layer.Forward both = activation == null ? null : each[i].then(activation);
            steps.add(both == null ? each[i] : both);
            i += both == null ? 0 : 1;
        }
        Layer.Forward[] merged = steps.toArray(new Layer.Forward[0]);
        return x -> {
            Tape tape = x.tape();
            int mark = tape.mark();
            Tensor y = x;
            for (Layer.Forward step : tape.tracer() == null ? merged : each) { // a trace shows each by itself
                y = step.apply(y);
                tape.release(mark, y);
            }
            return y;
        };
    }

    private void checkFinite(Pending p) {
        for (int i = 0; i < p.parameter.size(); i++) {
            float value = parameters.values()[p.parameter.offset() + i];
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(
                        "first values are expected to be finite, within what float32 holds (3.4E38),"
                                + " but " + p.initializer.name() + " gave " + value + " as number " + i
                                + ": choose smaller numbers");
            }
        }
    }

    /**
     * Gives declared parameters their first values, in order of declaration.
     *
     * @param fresh which of them; the others, which are to get theirs from elsewhere, stay 0
     */
    public void initialize(SeededRandom random, Predicate<Parameter> fresh) {
        parameters.allocate();
        for (Pending p : pending) {
            if (!fresh.test(p.parameter)) {
                continue;
            }
            try {
                p.initializer.fill(
                        parameters.values(), p.parameter.offset(), p.parameter.size(), p.fanIn, p.fanOut, random);
                checkFinite(p);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(p.parameter.name() + ": " + e.getMessage(), e);
            }
        }
    }
}
