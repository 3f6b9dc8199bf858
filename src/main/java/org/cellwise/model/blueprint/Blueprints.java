package org.cellwise.model.blueprint;

import org.cellwise.layer.plan.Plans;
import org.cellwise.network.Inputs;

/** Networks that made a name for themselves. */
public final class Blueprints {
    private Blueprints() {}

    /**
     * A network that predicts the next of so many entries at each place, as GPT-2 does.
     *
     * @param entries of the vocabulary
     * @param length places that it reads
     * @throws IllegalArgumentException if a number is below 1 or too large, or heads do not share the width evenly
     */
    public static Blueprint gpt(String name, int entries, int length, int blocks, int heads, int width) {
        return Blueprint.of(name, Inputs.shaped(length), Plans.gpt(entries, blocks, heads, width));
    }

    /** The small GPT-2: 124 million (Radford et al., 2019; Hugging Face's {@code gpt2} counts 124,439,808). */
    public static Blueprint gpt2() {
        return gpt("GPT-2", 50_257, 1024, 12, 12, 768);
    }

    /** GPT-3: 175 billion (Brown et al., 2020, table 2.1); every other of its blocks reads only some of the places. */
    public static Blueprint gpt3() {
        return gpt("GPT-3", 50_257, 2048, 96, 96, 12_288);
    }

    /** BERT base, uncased: 110 million (Devlin et al., 2019; Hugging Face's {@code BertModel} counts 109,482,240). */
    public static Blueprint bertBase() {
        return Blueprint.of("BERT base", Inputs.shaped(512), Plans.bert(30_522, 12, 12, 768));
    }

    /**
     * The large vision transformer on squares of 16 x 16 pixels: 304 million (Dosovitskiy et al., 2021; torchvision's
     * {@code vit_l_16} counts 304,326,632, and 61.55 billion multiply-adds).
     */
    public static Blueprint vitL16() {
        return Blueprint.of("ViT-L/16", Inputs.shaped(3, 224, 224), Plans.vit(16, 24, 16, 1024, 1000));
    }

    /**
     * The residual network of 18 layers: 11.7 million (He et al., 2016; torchvision's {@code resnet18} counts 11,689,512,
     * and 1.81 billion multiply-adds).
     */
    public static Blueprint resNet18() {
        return Blueprint.of("ResNet-18", Inputs.shaped(3, 224, 224), Plans.resNet18(1000));
    }
}
