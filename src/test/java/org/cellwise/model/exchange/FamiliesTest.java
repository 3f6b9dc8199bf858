package org.cellwise.model.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.cellwise.Cellwise.averagePool;
import static org.cellwise.Cellwise.batchNorm;
import static org.cellwise.Cellwise.classToken;
import static org.cellwise.Cellwise.conv2d;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.embedding;
import static org.cellwise.Cellwise.globalAveragePool;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.layerNorm;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.patchEmbedding;
import static org.cellwise.Cellwise.place;
import static org.cellwise.Cellwise.positions;
import static org.cellwise.Cellwise.relu;
import static org.cellwise.Cellwise.residual;
import static org.cellwise.Cellwise.rmsNorm;
import static org.cellwise.Cellwise.segments;
import static org.cellwise.Cellwise.selfAttention;
import static org.cellwise.Cellwise.sequential;
import static org.cellwise.Cellwise.swiGlu;
import static org.cellwise.Cellwise.tanh;
import static org.cellwise.Cellwise.transformerBlock;
import static org.cellwise.Cellwise.unembedding;
import static org.cellwise.Cellwise.weightsFrom;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cellwise.layer.Layer;
import org.cellwise.model.Expected;
import org.cellwise.network.Network;
import org.junit.jupiter.api.Test;

/** Networks under the names that others give their arrays answer as those do. */
class FamiliesTest {
    private static final Path FILES = Path.of("src/test/resources/exchange");

    static NameMap map(Network network, String file) {
        return weightsFrom(network, FILES.resolve(file).toString());
    }

    private static void assertAnswers(Network network, String key, double tolerance) throws IOException {
        Expected.assertAnswers(network, FILES.resolve("exchange.json"), key, tolerance);
    }

    private static Network gpt2(Layer last) {
        return network(
                inputs(8),
                embedding(20, 16),
                positions(),
                transformerBlock(4, 64).asCausal().geluTanh(),
                transformerBlock(4, 64).asCausal().geluTanh(),
                layerNorm(),
                last);
    }

    private static Network vit(double epsilon, int blocks, int hidden) {
        Layer block = transformerBlock(4, hidden).epsilon(epsilon);
        return network(
                inputs(3, 8, 8),
                patchEmbedding(4, 16),
                classToken(),
                positions(),
                block,
                blocks == 1 ? sequential() : block,
                layerNorm().epsilon(epsilon),
                place(0),
                dense(5));
    }

    private static Network llama() {
        Layer block = sequential(
                residual(
                        rmsNorm().epsilon(1e-6),
                        selfAttention(4).groups(2).asCausal().rotary().noBias()),
                residual(rmsNorm().epsilon(1e-6), swiGlu(32).noBias(), dense(32).noBias()));
        return network(
                inputs(8),
                embedding(20, 32),
                block,
                block,
                rmsNorm().epsilon(1e-6),
                dense(20).noBias());
    }

    @Test
    void gpt2WhoseHeadIsTheTableOfItsEmbedding() throws IOException {
        NameMap map = map(gpt2(unembedding()), "gpt2.safetensors");
        assertThat(map.toString().lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "embedding_1.weight (20 x 16) <- wte.weight (20 x 16, f32), as it is",
                        "positions_1.weight (8 x 16) <- wpe.weight (12 x 16, f32), its first rows",
                        "transformer_block_2.residual_1.self_attention_1.in.weight (16 x 48) <- h.1.attn.c_attn.weight (16 x 48, f32), as it is",
                        "unembedding_1 is lm_head.weight (20 x 16, f32), tied to embedding_1.weight",
                        "left over: h.0.attn.bias, h.1.attn.bias");
        assertAnswers(map.apply(), "gpt2", 1e-4);
    }

    @Test
    void aHeadOfItsOwnIsNoTable() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        map(gpt2(unembedding()), "gpt2-untied.safetensors").apply())
                .withMessageContaining(
                        "unembedding_1 uses the table of the embedding, but lm_head.weight (20 x 16, f32)")
                .withMessageContaining("end the network in dense(…) instead");
        NameMap map = map(gpt2(dense(20).noBias()), "gpt2-untied.safetensors");
        assertThat(map.toString()).contains("<-  lm_head.weight (20 x 16, f32), transposed", "nothing is left over");
        assertAnswers(map(gpt2(dense(20).noBias()), "gpt2.safetensors").apply(), "gpt2", 1e-4);
    }

    @Test
    void bertWithItsPoolerAndTheOldNamesOfNorms() throws IOException {
        for (String name : List.of("bert", "bert-old")) {
            Layer block = transformerBlock(4, 64).epsilon(1e-12).normLast();
            Network bert = network(
                    inputs(8),
                    embedding(20, 16),
                    positions(),
                    segments(2),
                    layerNorm().epsilon(1e-12),
                    block,
                    block,
                    place(0),
                    dense(16),
                    tanh(),
                    dense(3));
            NameMap map = map(bert, name + ".safetensors");
            assertThat(map.unused()).isEmpty();
            assertThat(map.toString())
                    .contains(
                            "<-  bert.encoder.layer.0.attention.self.query.weight (16 x 16, f32)"
                                    + " | bert.encoder.layer.0.attention.self.key.weight (16 x 16, f32)"
                                    + " | bert.encoder.layer.0.attention.self.value.weight (16 x 16, f32), transposed, side by side");
            assertAnswers(map.apply(), name, 1e-4);
        }
    }

    @Test
    void visionTransformersOfThreeLibraries() throws IOException {
        NameMap map = map(vit(1e-12, 2, 64), "vit.safetensors");
        assertThat(map.toString())
                .contains(
                        "<-  vit.embeddings.patch_embeddings.projection.weight (16 x 3 x 4 x 4, f32), first axis last")
                .contains("<-  vit.embeddings.cls_token (1 x 1 x 16, f32), as it is, but for axes of size 1");
        assertThat(map.unused()).isEmpty();
        assertAnswers(map.apply(), "vit", 1e-4);
        for (String name : List.of("vit-torchvision", "vit-timm")) {
            NameMap other = map(vit(1e-6, 1, 32), name + ".safetensors");
            assertThat(other.unused()).isEmpty();
            assertAnswers(other.apply(), name, 1e-4);
        }
    }

    @Test
    void residualNetworksWithShortcuts() throws IOException {
        Network basic = network(
                inputs(3, 8, 8),
                conv2d(4, 3).same().noBias(),
                batchNorm(),
                relu(),
                basic(4, 1),
                relu(),
                basic(4, 1),
                relu(),
                basic(6, 2).shortcut(conv2d(6, 1).stride(2).noBias(), batchNorm()),
                relu(),
                globalAveragePool(),
                dense(5));
        NameMap map = map(basic, "resnet.safetensors");
        assertThat(map.toString())
                .contains(
                        "residual_3.shortcut.conv2d_1.weight (4 x 1 x 1 x 6)  <-  layer2.0.downsample.0.weight (6 x 4 x 1 x 1, f32), first axis last");
        assertThat(map.unused()).allMatch(name -> name.endsWith("num_batches_tracked"));
        assertAnswers(map.apply(), "resnet", 1e-4);

        Network deep = network(
                inputs(3, 8, 8),
                conv2d(4, 3).same().noBias(),
                batchNorm(),
                relu(),
                bottleneck(4, 1).shortcut(conv2d(8, 1).noBias(), batchNorm()),
                relu(),
                bottleneck(4, 1),
                relu(),
                bottleneck(6, 2).shortcut(conv2d(12, 1).stride(2).noBias(), batchNorm()),
                relu(),
                averagePool(4),
                globalAveragePool(),
                dense(5));
        assertAnswers(map(deep, "resnet-bottleneck.safetensors").apply(), "resnet-bottleneck", 1e-4);
    }

    private static org.cellwise.layer.group.Residual basic(int filters, int stride) {
        return residual(
                conv2d(filters, 3).stride(stride).padding(1).noBias(),
                batchNorm(),
                relu(),
                conv2d(filters, 3).same().noBias(),
                batchNorm());
    }

    private static org.cellwise.layer.group.Residual bottleneck(int filters, int stride) {
        return residual(
                conv2d(filters, 1).noBias(),
                batchNorm(),
                relu(),
                conv2d(filters, 3).stride(stride).padding(1).noBias(),
                batchNorm(),
                relu(),
                conv2d(2 * filters, 1).noBias(),
                batchNorm());
    }

    @Test
    void llamaAndItsQuantisedFiles() throws IOException {
        assertAnswers(map(llama(), "llama.safetensors").apply(), "llama", 1e-4);
        NameMap map = map(llama(), "llama.gguf");
        assertThat(map.toString())
                .contains("<-  blk.0.attn_q.weight (32 x 32, f32) transposed, halves of heads apart"
                        + " | blk.0.attn_k.weight (16 x 32, f32) transposed, halves of heads apart"
                        + " | blk.0.attn_v.weight (16 x 32, f32) transposed, side by side");
        assertThat(map.unused()).isEmpty();
        assertAnswers(map.apply(), "llama", 1e-4);
        assertThat(map(llama(), "llama-q8.gguf").toString()).contains("q8_0", "f16");
        assertAnswers(map(llama(), "llama-q8.gguf").apply(), "llama-q8", 1e-4);
        assertThat(map(llama(), "llama-q4.gguf").toString()).contains("q4_0", "bf16");
        assertAnswers(map(llama(), "llama-q4.gguf").apply(), "llama-q4", 1e-4);
    }

    @Test
    void filesOfNumPy() throws IOException {
        Network net = network(inputs(4), dense(3), relu(), dense(2));
        NameMap map = map(net, "rows.npz");
        assertThat(map.toString()).contains("dense_2.weight (3 x 2)  <-  2.weight (2 x 3, float32), transposed");
        assertAnswers(map.apply(), "rows", 1e-5);
        NameMap single = map(net, "bias.npy").keep("*").with("dense_2.bias", "bias");
        assertThat(single.apply().values("dense_2.bias")).containsExactly(5, 6);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> map(net, "bias.npy").apply())
                .withMessageContaining("let it stay by keep(")
                .withMessageContaining("left are bias");
    }

    @Test
    void aSquareMatrixOfInputsByOutputsIsSaidToBeOne() {
        Network net = network(inputs(16), dense(16).noBias());
        NameMap map = map(net, "gpt2.safetensors");
        NameMap turned = map.with("dense_1.weight", "h.0.attn.c_proj.weight");
        assertThat(turned.toString()).contains("transposed");
        NameMap plain = map.withAsItIs("dense_1.weight", "h.0.attn.c_proj.weight");
        assertThat(plain.toString()).contains("h.0.attn.c_proj.weight (16 x 16, f32), as it is");
        double[] one = turned.apply().weights("dense_1").values()[1].clone();
        double[][] other = plain.apply().weights("dense_1").values();
        for (int i = 0; i < 16; i++) {
            assertThat(one[i]).isEqualTo(other[i][1]);
        }
    }

    @Test
    void anotherHeadCanKeepItsWeights() {
        Network network = network(
                inputs(3, 8, 8),
                patchEmbedding(4, 16),
                classToken(),
                positions(),
                transformerBlock(4, 64),
                layerNorm(),
                place(0),
                dense(2));
        NameMap map = map(network, "vit.safetensors");
        assertThat(map.toString())
                .contains("dense_1.bias (2)", "nothing; of another shape: classifier.bias (5, f32)", "left over: ");
        assertThatIllegalArgumentException()
                .isThrownBy(map::apply)
                .withMessageContaining("dense_1.weight (16 x 2) [of another shape: classifier.weight (5 x 16, f32)]")
                .withMessageContaining("keep(\"…\")");
        double[] before = network.values("dense_1.weight");
        NameMap kept = map.keep("dense_1.*");
        assertThat(kept.toString()).contains("stays as it is");
        assertThat(kept.apply().values("dense_1.weight")).isEqualTo(before);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> map.keep("dense_9.*"))
                .withMessageContaining("The network has no parameter dense_9.*");
    }

    @Test
    void aLayerWithoutTheBiasThatTheFileHasIsNotFilledSilently() {
        Network network = network(
                inputs(3, 8, 8),
                patchEmbedding(4, 16),
                classToken(),
                positions(),
                residual(layerNorm(), selfAttention(4).noBias()),
                residual(layerNorm(), dense(64), relu(), dense(16)),
                layerNorm(),
                place(0),
                dense(5));
        assertThat(map(network, "vit.safetensors").toString())
                .contains(
                        "nothing; \"vit.encoder.layer.0.attention.attention.query.weight\" has a bias beside it, this layer has none");
    }
}
