package org.cellwise.network;

import java.util.Arrays;
import org.cellwise.layer.Layer;
import org.cellwise.math.Seed;
import org.cellwise.text.Given;

/** What networks can be made of a {@link Network}: with other layers, other units, or adapters. */
abstract class DerivedNetworks extends KeptNetwork {
    /**
     * A network with the same layers up to the last one that has weights, and others in place of that one and of what follows
     * it: {@code net.freeze().withHead(dense(2))} learns two classes from what the layers before have learned. Weights are
     * copied, and stay frozen where they are.
     *
     * @throws IllegalArgumentException if no layer has weights, or the new layers do not fit
     */
    public Network withHead(Layer... head) {
        return withHead(Seed.DEFAULT, head);
    }

    /** As {@link #withHead(Layer...)}, with first weights from a seed. */
    public Network withHead(Seed seed, Layer... head) {
        Given.require(seed, "withHead", "a seed, such as seed(1)");
        return Surgery.withHead(
                self(), seed, Arrays.asList(Given.require(head, "withHead", "layers, such as dense(2)")));
    }

    /**
     * A network with all layers but some, and copies of their weights; those that follow may get other names.
     *
     * @throws IllegalArgumentException if there is no such layer, or the others do not fit together
     */
    public Network without(String... layers) {
        return Surgery.without(self(), Arrays.asList(Given.require(layers, "without", "names of layers")));
    }

    /**
     * Some layers in a row as a network of their own, with copies of their weights.
     *
     * @throws IllegalArgumentException if there is no such layer, or the second comes before the first
     */
    public Network part(String first, String last) {
        return Surgery.part(self(), first, last);
    }

    /**
     * A network without some units of a hidden dense layer, by their numbers from 0, such as {@code deadUnits(net, data,
     * "relu_1")}; all others keep their weights. Where units answer 0, outputs stay as they are, to the bit.
     * Between the layer and the next dense one each unit must be by itself, as in activations and in normalisation over the
     * batch; softmax and layerNorm() take all units together, so that the others change.
     *
     * @throws IllegalArgumentException if there are no such units, none would be left, or other layers read them
     */
    public Network withoutUnits(String layer, int... units) {
        return UnitChange.without(self(), layer, units).network();
    }

    /**
     * A network with a unit of a hidden dense layer twice, side by side, each with half of the weights that lead out of it, so
     * that outputs stay as they are, but for rounding (Net2Net; Chen et al., 2016). Training moves both alike unless something
     * tells them apart, such as dropout, or weights set otherwise.
     *
     * @param unit counted from 0
     * @throws IllegalArgumentException if there is no such unit, other layers read it, see {@link #withoutUnits}, or softmax or
     *     a norm over all units stands behind it
     */
    public Network withCopiedUnit(String layer, int unit) {
        return UnitChange.copied(self(), layer, unit).network();
    }

    /**
     * A network in which a unit of a hidden dense layer begins anew: weights that lead into it as at the beginning of a training,
     * from a seed, and none, 0, that lead out of it (ReDo; Sokar et al., 2023). So a unit that is dead may learn again; outputs
     * change by no more than what the unit had said.
     *
     * @param unit counted from 0
     * @throws IllegalArgumentException if there is no such unit, or other layers read it, see {@link #withoutUnits}
     */
    public Network withRewiredUnit(String layer, int unit, Seed seed) {
        return UnitChange.rewired(self(), layer, unit, seed).network();
    }

    /**
     * The network with adapters of low rank beside its dense layers and attention, which alone learn; all other weights are
     * frozen (Hu et al., 2022): {@code net.withLora(4, 8)}. At first it answers as before.
     *
     * @param rank how many numbers stand between the inputs and the units of an adapter
     * @param alpha times which, over the rank, its output counts
     * @param layers names or patterns, {@code dense_1}, {@code transformer_block_*} or {@code *dense_*}; all layers that can
     *     have one unless given
     * @throws IllegalArgumentException if there is no such layer that can have one, or a number is not above 0
     */
    public Network withLora(int rank, double alpha, String... layers) {
        return LowRank.add(
                self(), rank, alpha, Seed.DEFAULT, layers.length == 0 ? LowRank.EVERYWHERE : Arrays.asList(layers));
    }

    /** The network with its adapters added to the weights that they stand beside: as fast and as large as before. */
    public Network mergeLora() {
        return LowRank.merge(self());
    }
}
