package org.cellwise.model.blueprint;

import java.util.List;
import org.cellwise.layer.Layer;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Given;
import org.cellwise.text.Numbers;

/**
 * A network as a plan: its layers and what they count to, part by part, of any size, since no weight is allocated.
 */
public final class Blueprint {
    private static final int MOST_NUMBERS = Integer.MAX_VALUE - 8; // what an array holds on every virtual machine

    private final String name;
    private final Inputs inputs;
    private final List<Layer> layers;
    private final List<Part> parts;
    private final double passing;

    private Blueprint(String name, Inputs inputs, List<? extends Layer> layers) {
        this.name = name;
        this.inputs = inputs;
        this.layers = Layer.some("A blueprint", layers);
        PartCount count = PartCount.of(inputs.shape(), this.layers);
        parts = count.parts();
        passing = count.passing();
    }

    /**
     * Layers in a row.
     *
     * @throws IllegalArgumentException if a layer does not fit the one before it; the message names the layer
     */
    public static Blueprint of(String name, Inputs inputs, List<? extends Layer> layers) {
        Given.require(inputs, "blueprint", "inputs, such as inputs(4)");
        return new Blueprint(name, inputs, layers);
    }

    /** What a network is. */
    public static Blueprint of(String name, Network network) {
        Given.require(network, "blueprint", "a network, as network(…) makes it");
        Inputs inputs = new Inputs(network.inputShape(), network.inputNames());
        return new Blueprint(
                name,
                inputs,
                network.layers().stream().map(built -> built.layer()).toList());
    }

    /**
     * Equal layers that follow one another.
     *
     * @param kind of the layer
     * @param count how many there are
     * @param words what the layer is, in short lines
     * @param output shape of one row that the last of them puts out
     * @param parameters of all of them together
     * @param multiplyAdds products added up for one input, of all of them
     * @param numbers what training keeps of one input from forward to backward: outputs, and what backward needs besides
     */
    public record Part(
            String kind,
            int count,
            List<String> words,
            Shape output,
            long parameters,
            double multiplyAdds,
            double numbers) {
        /** Of one of them. */
        public long parametersOfEach() {
            return parameters / count;
        }

        /** {@code transformer_block}, {@code 24 x transformer_block}. */
        public String title() {
            return count == 1 ? kind : count + " x " + kind;
        }
    }

    /**
     * What a network takes, in bytes as float32.
     *
     * @param weights one number for each
     * @param gradients one for each weight
     * @param optimizer what the optimizer remembers
     * @param activations what is kept of the rows of a batch from forward to backward, and their gradients, as far as
     *     these are there at the same time
     */
    public record Memory(double weights, double gradients, double optimizer, double activations) {
        /** All together. */
        public double total() {
            return weights + gradients + optimizer + activations;
        }

        /** {@code 3.8 GB: weights 1.2 GB, gradients 1.2 GB, …}. */
        @Override
        public String toString() {
            return "%s: weights %s, gradients %s, optimizer %s, activations %s"
                    .formatted(text(total()), text(weights), text(gradients), text(optimizer), text(activations));
        }

        private static String text(double bytes) {
            return Numbers.bytes((long) bytes);
        }
    }

    public String name() {
        return name;
    }

    /** What it reads. */
    public Inputs inputs() {
        return inputs;
    }

    /** Its layers in order. */
    public List<Layer> layers() {
        return layers;
    }

    /** Its layers in order, equal ones that follow one another as one part. */
    public List<Part> parts() {
        return parts;
    }

    /** How many numbers training may change. */
    public long parameters() {
        return parts.stream().mapToLong(Part::parameters).sum();
    }

    /** Products added up for one input, going forward. */
    public double multiplyAdds() {
        return parts.stream().mapToDouble(Part::multiplyAdds).sum();
    }

    /** What the weights take as float32, in bytes. */
    public long bytes() {
        return Float.BYTES * parameters();
    }

    /**
     * What training takes.
     *
     * @param slots numbers that the optimizer remembers for each weight: 0 for plain descent, 2 for Adam
     * @param batch rows of a step
     * @throws IllegalArgumentException if a number is below 0, or there is no row
     */
    public Memory toTrain(int slots, int batch) {
        if (slots < 0 || batch < 1) {
            throw new IllegalArgumentException(
                    "Memory to train expects 0 or more numbers that the optimizer remembers for each weight, and a batch of at least 1 row, but got %s and %s"
                            .formatted(slots, batch));
        }
        double numbers = parts.stream().mapToDouble(Part::numbers).sum() + passing;
        double each = bytes();
        return new Memory(each, each, slots * each, numbers * batch * Float.BYTES);
    }

    /**
     * The network itself, with weights.
     *
     * @throws IllegalArgumentException if it is too large for this machine or for an array; the message says what it
     *     would take
     */
    public Network network(Seed seed, Compute compute) {
        long room = Runtime.getRuntime().maxMemory();
        boolean many = parameters() > MOST_NUMBERS;
        if (many || bytes() > room) {
            throw new IllegalArgumentException(
                    "%s holds %s numbers, which take %s as float32, and %s to train with Adam on one input at a time; %s: %s"
                            .formatted(
                                    name,
                                    Numbers.grouped(parameters()),
                                    Numbers.bytes(bytes()),
                                    Numbers.bytes((long) toTrain(2, 1).total()),
                                    many
                                            ? "an array of Java's holds at most " + Numbers.grouped(MOST_NUMBERS)
                                            : "this Java may use " + Numbers.bytes(room),
                                    many
                                            ? "look at its table and drawing, or build a smaller one"
                                            : "start Java with more memory, as by -Xmx" + (2 * bytes() / (1L << 30) + 1)
                                                    + "g, or build a smaller one"));
        }
        return new Network(seed, compute, inputs, layers);
    }

    /** One line for each part, and what they add up to. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(
                "%-28s %14s %18s %12s %20s\n".formatted(name, "output", "parameters", "bytes", "multiply-adds"));
        for (Part part : parts) {
            text.append("%-28s %14s %18s %12s %20s\n"
                    .formatted(
                            part.title(),
                            part.output(),
                            Numbers.grouped(part.parameters()),
                            Numbers.bytes(Float.BYTES * part.parameters()),
                            Numbers.grouped((long) part.multiplyAdds())));
        }
        return text.append("%-28s %14s %18s %12s %20s"
                        .formatted(
                                "in all",
                                "",
                                Numbers.grouped(parameters()),
                                Numbers.bytes(bytes()),
                                Numbers.grouped((long) multiplyAdds())))
                .toString();
    }
}
