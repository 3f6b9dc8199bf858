package org.cellwise;

import java.util.Arrays;
import org.cellwise.layer.Layer;
import org.cellwise.math.Seed;
import org.cellwise.model.blueprint.Blueprint;
import org.cellwise.model.blueprint.Blueprints;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.text.Given;
import org.cellwise.train.optimizer.Optimizer;

/** Networks of any size as plans: counted and drawn without a weight, and built where there is room for them. */
abstract class BlueprintFunctions extends TrainingFunctions {
    BlueprintFunctions() {}

    /** The large vision transformer, 304 million parameters (Dosovitskiy et al., 2021): {@code vitL16()}. */
    public static Blueprint vitL16() {
        return Blueprints.vitL16();
    }

    /** The small GPT-2, 124 million parameters (Radford et al., 2019): {@code gpt2()}. */
    public static Blueprint gpt2() {
        return Blueprints.gpt2();
    }

    /** GPT-3, 175 billion parameters (Brown et al., 2020): {@code gpt3()}. */
    public static Blueprint gpt3() {
        return Blueprints.gpt3();
    }

    /** BERT base, 110 million parameters (Devlin et al., 2019): {@code bertBase()}. */
    public static Blueprint bertBase() {
        return Blueprints.bertBase();
    }

    /** The residual network of 18 layers, 11.7 million parameters (He et al., 2016): {@code resNet18()}. */
    public static Blueprint resNet18() {
        return Blueprints.resNet18();
    }

    /**
     * A network as GPT-2 is, of your own size, that predicts the next of so many entries at each place of a sequence: its
     * entries, length, blocks, heads and width: {@code gpt(65, 64, 4, 4, 128)}.
     *
     * @throws IllegalArgumentException if a number is below 1 or too large, or heads do not share the width evenly
     */
    public static Blueprint gpt(int entries, int length, int blocks, int heads, int width) {
        return Blueprints.gpt("GPT", entries, length, blocks, heads, width);
    }

    /**
     * A network of your own as a plan: {@code blueprint("mine", inputs(3, 32, 32), patchEmbedding(4, 64), positions(),
     * transformerBlock(4, 256), globalAveragePool(), dense(10))}.
     *
     * @throws IllegalArgumentException if a layer does not fit the one before it; the message names the layer
     */
    public static Blueprint blueprint(String name, Inputs inputs, Layer... layers) {
        return Blueprint.of(name, inputs, Arrays.asList(layers));
    }

    /** The plan of a network: {@code blueprint("mine", net)}. */
    public static Blueprint blueprint(String name, Network network) {
        return Blueprint.of(name, network);
    }

    /**
     * What training takes in bytes, for rows of a batch: {@code memory(vitL16(), adam(0.001), 8)}.
     *
     * @throws IllegalArgumentException if there is no row
     */
    public static Blueprint.Memory memory(Blueprint blueprint, Optimizer optimizer, int batch) {
        return Given.require(blueprint, "memory", "a plan, such as gpt2()")
                .toTrain(
                        Given.require(optimizer, "memory", "an optimizer, such as adam(0.001)")
                                .slots(),
                        batch);
    }

    /**
     * The network of a plan, with weights from the default seed: {@code network(gpt(65, 16, 2, 2, 32))}.
     *
     * @throws IllegalArgumentException if it is too large for this machine; the message says what it would take
     */
    public static Network network(Blueprint blueprint) {
        return network(Seed.DEFAULT, blueprint);
    }

    /** {@link #network(Blueprint)} with weights from a seed: {@code network(seed(7), gpt(65, 16, 2, 2, 32))}. */
    public static Network network(Seed seed, Blueprint blueprint) {
        return Given.require(blueprint, "network", "a plan, such as gpt2()").network(seed, COMPUTE);
    }
}
