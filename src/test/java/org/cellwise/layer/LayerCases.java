package org.cellwise.layer;

import static org.cellwise.Cellwise.*;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cellwise.layer.activation.Activation;
import org.cellwise.layer.activation.Dropout;
import org.cellwise.layer.dense.Adapter;
import org.cellwise.layer.dense.Dense;
import org.cellwise.layer.group.Branches;
import org.cellwise.layer.group.Residual;
import org.cellwise.layer.group.Sequential;
import org.cellwise.layer.image.AveragePool;
import org.cellwise.layer.image.Conv2d;
import org.cellwise.layer.image.GlobalAveragePool;
import org.cellwise.layer.image.MaxPool;
import org.cellwise.layer.norm.BatchNorm;
import org.cellwise.layer.norm.LayerNorm;
import org.cellwise.layer.sequence.Embedding;
import org.cellwise.layer.sequence.Gru;
import org.cellwise.layer.sequence.Lstm;
import org.cellwise.layer.sequence.Positions;
import org.cellwise.layer.shape.Flatten;
import org.cellwise.layer.shape.Reshape;
import org.cellwise.layer.transformer.SelfAttention;
import org.cellwise.layer.transformer.TransformerBlock;
import org.cellwise.math.SeededRandom;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Parameters;
import org.cellwise.tensor.Shape;

/** Every layer with rows that it fits, for {@link LayerContractTest}: a new layer is one line here. */
final class LayerCases {
    private LayerCases() {}

    /**
     * A layer in place.
     *
     * @param row shape of one row
     * @param entries how many different whole numbers the rows hold; 0 for any numbers
     */
    record LayerCase(String name, Layer layer, Shape row, int entries) {
        @Override
        public String toString() {
            return name + " on " + row;
        }

        /** The layer on rows of a random shape that it fits: each axis as it is, or longer by one. */
        LayerCase resized(SeededRandom random) {
            for (int attempt = 0; attempt < 50; attempt++) {
                int[] sizes = row.sizes();
                Arrays.setAll(sizes, axis -> sizes[axis] + random.nextInt(2));
                if (fits(Shape.of(sizes))) {
                    return new LayerCase(name, layer, Shape.of(sizes), entries);
                }
            }
            return this;
        }

        private boolean fits(Shape shape) {
            try {
                Scope.of(new Parameters()).build(List.of(layer), shape);
                return true;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }

        /** Rows of numbers that are at least 0.008 apart, in random order. */
        float[] rows(int count, SeededRandom random) {
            int[] order = new int[count * row.elements()];
            for (int i = 0; i < order.length; i++) {
                order[i] = entries > 0 ? random.nextInt(entries) : i;
            }
            random.shuffle(order);
            float[] data = new float[order.length];
            for (int i = 0; i < data.length; i++) {
                data[i] = entries > 0 ? order[i] : 4f * (order[i] + 0.5f) / data.length - 2;
            }
            return data;
        }
    }

    static Stream<LayerCase> all() {
        Dense dense = new Dense(3, true, null, null);
        return Stream.of(
                of("dense", dense, 5),
                of("dense without bias", dense.noBias(), 4, 5),
                of("dense with an adapter", new Dense(3, true, null, null, new Adapter(2, 3)), 5),
                of("activation", Activation.tanh(), 5),
                of("dropout", new Dropout(0.4), 9),
                of("batchNorm", new BatchNorm(), 3),
                of("batchNorm", new BatchNorm().momentum(0.3), 2, 3, 2),
                of("batchNorm, fixed", new BatchNorm().fixedStatistics(), 3),
                of("layerNorm", new LayerNorm(), 4, 3),
                new LayerCase("embedding", new Embedding(7, 3), Shape.of(4), 7),
                of("positions", new Positions(), 4, 3),
                of("flatten", new Flatten(), 2, 3, 2),
                of("reshape", new Reshape(Shape.of(2, 2, 3)), 12),
                of("conv2d", new Conv2d(3, 3), 2, 5, 4),
                of("conv2d, same", new Conv2d(2, 3).same().noBias(), 1, 4, 5),
                of("conv2d, stride 2", new Conv2d(2, 2).stride(2).padding(1), 2, 5, 5),
                of("maxPool", new MaxPool(2), 2, 4, 5),
                of("maxPool, padded", new MaxPool(3).stride(2).padding(1), 2, 5, 5),
                of("averagePool", new AveragePool(2), 2, 4, 4),
                of("averagePool, padded", new AveragePool(3).stride(2).padding(1), 1, 5, 4),
                of("globalAveragePool", new GlobalAveragePool(), 3, 2, 4),
                of("globalAveragePool", new GlobalAveragePool(), 5, 3),
                of("sequential", new Sequential(dense, Activation.tanh(), dense), 4),
                of("sequential of nothing", new Sequential(), 4),
                of("residual", new Residual(new Dense(4, true, null, null), Activation.tanh()), 4),
                of("residual with shortcut", new Residual(dense, Activation.tanh()).shortcut(dense.noBias()), 5),
                of("branches of rows", new Branches(dense, new Sequential(), Activation.tanh()), 4),
                of("branches of images", new Branches(new Conv2d(2, 1), new Conv2d(1, 3).same()), 2, 3, 4),
                of("branches of sequences", new Branches(dense, new Lstm(2)), 3, 2),
                of("selfAttention", new SelfAttention(2), 4, 6),
                of("selfAttention, causal", new SelfAttention(1).asCausal(), 3, 2),
                of("transformerBlock", new TransformerBlock(2, 5).dropout(0.2).asCausal(), 3, 4),
                of("lstm", new Lstm(3), 4, 2),
                of("lstm, last", new Lstm(3).last(), 4, 2),
                of("gru", new Gru(3), 4, 2),
                of("gru, last", new Gru(2).last(), 1, 3),
                of("rmsNorm", rmsNorm(), 4, 3),
                of("groupNorm", groupNorm(2), 4, 3, 2),
                of("layerNorm, epsilon", layerNorm().epsilon(0.1), 5),
                of("swiGlu", swiGlu(3), 4, 5),
                of("swiGlu without bias", swiGlu(2).noBias(), 5),
                of("depthwiseConv2d", depthwiseConv2d(3).same(), 2, 4, 5),
                of("depthwiseConv2d, stride 2", depthwiseConv2d(2).stride(2).noBias(), 3, 5, 4),
                of("transposedConv2d", transposedConv2d(2, 3), 2, 3, 4),
                of(
                        "transposedConv2d, stride 2",
                        transposedConv2d(3, 4).stride(2).padding(1).noBias(),
                        2,
                        3,
                        3),
                of("globalMaxPool", globalMaxPool(), 3, 2, 4),
                of("globalMaxPool", globalMaxPool(), 5, 3),
                of("permute", permute(3, 1, 2), 2, 3, 4),
                of("conv1d", conv1d(3, 3).stride(2).padding(1), 5, 2),
                of("conv1d, causal", conv1d(2, 2).asCausal().noBias(), 4, 3),
                of("place", place(-1), 4, 3),
                of("bidirectional", bidirectional(lstm(2)), 4, 3),
                of("bidirectional, last", bidirectional(gru(2).last()), 3, 2),
                of(
                        "selfAttention, grouped and rotary",
                        selfAttention(4).groups(2).rotary().asCausal(),
                        4,
                        8),
                of("selfAttention with dropout", selfAttention(2).dropout(0.3).noBias(), 4, 6),
                of(
                        "transformerBlock, norm last",
                        transformerBlock(2, 5).normLast().geluTanh().epsilon(1e-3),
                        3,
                        4),
                of("classToken", classToken(), 3, 2),
                of("segments", segments(2), 3, 2),
                of("patchEmbedding", patchEmbedding(2, 3), 2, 4, 6),
                of("encoderDecoder", encoderDecoder(3, transformerBlock(2, 3), decoderBlock(2, 3)), 5, 4),
                ids("tied embedding", 5, sequential(embedding(5, 3).weights(normal(0.5)), unembedding())),
                ids("masked lstm", 3, sequential(masking(), embedding(3, 2), lstm(2).last())),
                ids("masked gru, both ways", 3, sequential(masking(), embedding(3, 2), bidirectional(gru(2)))),
                ids("masked attention", 3, sequential(masking(), embedding(3, 4), classToken(), selfAttention(2))),
                ids("masked mean", 3, sequential(masking(), embedding(3, 4), globalAveragePool())),
                ids(
                        "masked conv1d with strides",
                        3,
                        sequential(masking(), embedding(3, 2), conv1d(2, 2).stride(2), selfAttention(1))),
                ids(
                        "masked branches",
                        3,
                        sequential(
                                masking(), embedding(3, 2), branches(conv1d(2, 2), conv1d(1, 2)), globalAveragePool())),
                ids(
                        "masked encoder and decoder",
                        3,
                        sequential(
                                masking(),
                                encoderDecoder(2, embedding(3, 4), sequential(embedding(3, 4), decoderBlock(2, 3))),
                                globalAveragePool())),
                ids("masked largest", 3, sequential(masking(), embedding(3, 4), globalMaxPool())),
                of("a layer of one's own", Custom.of("square", Ops::square), 3),
                of("a layer of one's own with parameters", scale(), 2, 3));
    }

    private static Layer scale() {
        return new Custom("scale", (scope, input) -> {
            Weight factor = scope.weight("factor", Shape.of(input.last()), Initializer.normal(1));
            return x -> Ops.multiply(x, factor.on(x.tape()));
        });
    }

    private static LayerCase ids(String name, int entries, Layer layer) {
        return new LayerCase(name, layer, Shape.of(4), entries);
    }

    private static LayerCase of(String name, Layer layer, int... sizes) {
        return new LayerCase(name, layer, Shape.of(sizes), 0);
    }
}
