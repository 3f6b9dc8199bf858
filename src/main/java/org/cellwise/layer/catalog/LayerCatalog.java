package org.cellwise.layer.catalog;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cellwise.layer.Description;
import org.cellwise.layer.Layer;
import org.cellwise.layer.activation.Activation;
import org.cellwise.layer.activation.Dropout;
import org.cellwise.layer.dense.Dense;
import org.cellwise.layer.dense.SwiGlu;
import org.cellwise.layer.group.Branches;
import org.cellwise.layer.group.Residual;
import org.cellwise.layer.group.Sequential;
import org.cellwise.layer.image.AveragePool;
import org.cellwise.layer.image.Conv2d;
import org.cellwise.layer.image.DepthwiseConv2d;
import org.cellwise.layer.image.GlobalAveragePool;
import org.cellwise.layer.image.GlobalMaxPool;
import org.cellwise.layer.image.MaxPool;
import org.cellwise.layer.image.TransposedConv2d;
import org.cellwise.layer.norm.BatchNorm;
import org.cellwise.layer.norm.GroupNorm;
import org.cellwise.layer.norm.LayerNorm;
import org.cellwise.layer.norm.RmsNorm;
import org.cellwise.layer.sequence.Bidirectional;
import org.cellwise.layer.sequence.Conv1d;
import org.cellwise.layer.sequence.Embedding;
import org.cellwise.layer.sequence.Gru;
import org.cellwise.layer.sequence.Lstm;
import org.cellwise.layer.sequence.Masking;
import org.cellwise.layer.sequence.Place;
import org.cellwise.layer.sequence.Positions;
import org.cellwise.layer.shape.Flatten;
import org.cellwise.layer.shape.Permute;
import org.cellwise.layer.shape.Reshape;
import org.cellwise.layer.transformer.ClassToken;
import org.cellwise.layer.transformer.CrossAttention;
import org.cellwise.layer.transformer.DecoderBlock;
import org.cellwise.layer.transformer.EncoderDecoder;
import org.cellwise.layer.transformer.PatchEmbedding;
import org.cellwise.layer.transformer.Segments;
import org.cellwise.layer.transformer.SelfAttention;
import org.cellwise.layer.transformer.TransformerBlock;
import org.cellwise.layer.transformer.Unembedding;
import org.cellwise.text.Names;

/**
 * Every layer by its kind. A layer that is a record is made anew from its components, as its description names them: a new
 * one is one line here.
 */
public final class LayerCatalog {
    private static final Map<String, Class<? extends Layer>> RECORDS = Map.ofEntries(
            Map.entry("dense", Dense.class),
            Map.entry("dropout", Dropout.class),
            Map.entry("batch_norm", BatchNorm.class),
            Map.entry("layer_norm", LayerNorm.class),
            Map.entry("embedding", Embedding.class),
            Map.entry("positions", Positions.class),
            Map.entry("flatten", Flatten.class),
            Map.entry("reshape", Reshape.class),
            Map.entry("conv2d", Conv2d.class),
            Map.entry("max_pool", MaxPool.class),
            Map.entry("average_pool", AveragePool.class),
            Map.entry("global_average_pool", GlobalAveragePool.class),
            Map.entry("sequential", Sequential.class),
            Map.entry("residual", Residual.class),
            Map.entry("branches", Branches.class),
            Map.entry("self_attention", SelfAttention.class),
            Map.entry("transformer_block", TransformerBlock.class),
            Map.entry("lstm", Lstm.class),
            Map.entry("gru", Gru.class),
            Map.entry("swi_glu", SwiGlu.class),
            Map.entry("rms_norm", RmsNorm.class),
            Map.entry("group_norm", GroupNorm.class),
            Map.entry("depthwise_conv2d", DepthwiseConv2d.class),
            Map.entry("transposed_conv2d", TransposedConv2d.class),
            Map.entry("global_max_pool", GlobalMaxPool.class),
            Map.entry("permute", Permute.class),
            Map.entry("masking", Masking.class),
            Map.entry("conv1d", Conv1d.class),
            Map.entry("place", Place.class),
            Map.entry("bidirectional", Bidirectional.class),
            Map.entry("cross_attention", CrossAttention.class),
            Map.entry("decoder_block", DecoderBlock.class),
            Map.entry("encoder_decoder", EncoderDecoder.class),
            Map.entry("class_token", ClassToken.class),
            Map.entry("patch_embedding", PatchEmbedding.class),
            Map.entry("segments", Segments.class),
            Map.entry("unembedding", Unembedding.class));

    private static final Map<String, Function<Settings, Activation>> ACTIVATIONS = Map.ofEntries(
            Map.entry(
                    "step",
                    s -> s.has("straightThrough")
                            ? Activation.straightThroughStep(s.number("threshold"))
                            : Activation.step(s.number("threshold"))),
            Map.entry("relu", s -> Activation.relu(s.number("threshold"))),
            Map.entry("leaky_relu", s -> Activation.leakyRelu(s.number("alpha"))),
            Map.entry("elu", s -> Activation.elu(s.number("alpha"))),
            plain("sigmoid", Activation::sigmoid),
            plain("tanh", Activation::tanh),
            plain("selu", Activation::selu),
            plain("gelu", Activation::gelu),
            plain("gelu_tanh", Activation::geluTanh),
            plain("silu", Activation::silu),
            plain("softplus", Activation::softplus),
            plain("softmax", Activation::softmax),
            plain("log_softmax", Activation::logSoftmax));

    private LayerCatalog() {}

    private static Map.Entry<String, Function<Settings, Activation>> plain(
            String kind, Supplier<Activation> activation) {
        return Map.entry(kind, settings -> activation.get());
    }

    /**
     * The layer that describes itself so.
     *
     * @throws IllegalArgumentException if there is no such layer, or a setting is missing, unknown or not such as it can be
     */
    public static Layer layer(Description description) {
        Function<Settings, Activation> activation = ACTIVATIONS.get(description.kind());
        if (activation != null) {
            return activation.apply(new Settings(description.kind(), description.settings()));
        }
        Class<? extends Layer> type = RECORDS.get(description.kind());
        if (type == null) {
            throw new IllegalArgumentException("This version of Cellwise has no layer of the kind "
                    + Names.shorten(description.kind()) + ": " + Names.hint(description.kind(), kinds()));
        }
        return Rebuilt.record(type, description, LayerCatalog::layer);
    }

    /** Whether a layer, apart from those in it, can be made anew: one of a user's own cannot. */
    public static boolean knows(Layer layer) {
        Function<Settings, Activation> activation = ACTIVATIONS.get(layer.kind());
        if (activation == null || layer.activation() == null) {
            return RECORDS.get(layer.kind()) == layer.getClass();
        }
        try {
            Settings settings = new Settings(layer.kind(), layer.describe().settings());
            return layer.activation().equals(activation.apply(settings).activation());
        } catch (IllegalArgumentException e) {
            return false; // of a kind of ours, with an op of a user's own
        }
    }

    private static List<String> kinds() {
        return Stream.of(RECORDS, ACTIVATIONS)
                .flatMap(map -> map.keySet().stream())
                .sorted()
                .toList();
    }
}
