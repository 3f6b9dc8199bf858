package org.cellwise.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.*;

import java.util.Arrays;
import java.util.List;
import org.cellwise.chart.learning.Film;
import org.cellwise.chart.picture.Picture;
import org.cellwise.data.Dataset;
import org.cellwise.data.text.Characters;
import org.cellwise.model.generate.Generator;
import org.cellwise.model.generate.Writing;
import org.cellwise.network.Network;
import org.junit.jupiter.api.Test;

/** What networks that read sequences show of themselves, and its pictures. */
class SequenceInsightTest {
    private static final String TEXT = "to be or not to be, that is the question";
    private static final Characters TOKENS = characters(TEXT);

    private static Network small() {
        return network(seed(3), gpt(TOKENS.size(), 8, 2, 2, 8));
    }

    private static double[] image(int size) {
        double[] image = new double[size];
        Arrays.setAll(image, i -> i * 7 % 16);
        return image;
    }

    @Test
    void aClassTokenTakesFromEachSquare() {
        Network vit = network(
                inputs(1, 8, 12), patchEmbedding(4, 8), classToken(), positions(), transformerBlock(2, 16), place(0));
        List<PatchAttention> maps = PatchAttention.of(vit, image(96));
        double[][] all = AttentionMap.of(vit, image(96)).get(1).weights();
        assertThat(maps).hasSize(2);
        assertThat(maps.get(1).head()).isEqualTo(2);
        assertThat(maps.get(1).weights()).hasDimensions(2, 3);
        assertThat(maps.get(1).weights()[1][2]).isEqualTo(all[0][6]);
        assertThat(maps.get(1).weights()[0][0]).isEqualTo(all[0][1]);
    }

    @Test
    void withoutAClassTokenAllSquaresCountAlike() {
        Network vit = network(inputs(3, 4, 4), patchEmbedding(2, 8), positions(), transformerBlock(2, 16));
        double[][] all = AttentionMap.of(vit, image(48)).get(0).weights();
        double[][] squares = PatchAttention.of(vit, image(48)).get(0).weights();
        assertThat(squares).hasDimensions(2, 2);
        double mean = (all[0][3] + all[1][3] + all[2][3] + all[3][3]) / 4;
        assertThat(squares[1][1]).isCloseTo(mean, within(1e-12));
        assertThat(Arrays.stream(squares).flatMapToDouble(Arrays::stream).sum()).isCloseTo(1, within(1e-5));
        Picture picture = patchAttention(vit, image(48));
        assertThat(picture.svg()).contains("transformer_block_1");
        assertThat(picture.description()).startsWith("1 layer; ");
    }

    @Test
    void whatHasNoSquaresIsRefused() {
        Network rows = network(inputs(4, 8), transformerBlock(2, 16));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> patchAttention(rows, new double[32]))
                .withMessageContaining("reads 4 x 8");
        Network cut =
                network(inputs(1, 4, 4), patchEmbedding(2, 8), classToken(), classToken(), transformerBlock(2, 8));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> patchAttention(cut, new double[16]))
                .withMessageContaining("6 places");
    }

    @Test
    void theLastRowOfTheLensIsWhatTheNetworkSays() {
        Network net = small();
        LogitLens lens = LogitLens.of(net, TOKENS, "to be");
        assertThat(lens.tokens()).containsExactly("t", "o", "space", "b", "e");
        assertThat(lens.rows())
                .extracting(LogitLens.Row::layer)
                .containsExactly("embedding_1", "positions_1", "transformer_block_1", "transformer_block_2");
        LogitLens.Row last = lens.rows().get(3);
        var next = nextTokens(net, TOKENS, "to be").candidates().get(0);
        assertThat(last.likeliest().get(4)).isEqualTo(next.token());
        assertThat(last.shares()[4]).isCloseTo(next.probability(), within(1e-6));
        assertThat(logitLens(net, TOKENS, "to be").svg()).contains("transformer_block_2", "␣");
    }

    @Test
    void theLensRefusesWhatItCannotRead() {
        Network noBlocks = network(inputs(8), embedding(TOKENS.size(), 8), dense(TOKENS.size()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> logitLens(noBlocks, TOKENS, "to"))
                .withMessageContaining("transformerBlock");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> logitLens(small(), characters("ab"), "a"))
                .withMessageContaining("2 tokens");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> logitLens(small(), TOKENS, "to be or not"))
                .withMessageContaining("1 to 8 tokens");
    }

    @Test
    void lossesOfPositionsAreTheLossInParts() {
        Network net = small();
        Dataset passages = passages(TEXT, TOKENS, 8, 2);
        double loss =
                trainer(net, crossEntropy(), adam(0.01)).evaluate(passages).get("loss");
        PositionLoss found = PositionLoss.of(net, passages);
        assertThat(found.losses()).hasSize(8);
        assertThat(found.rows()).isEqualTo(passages.size());
        assertThat(found.mean()).isCloseTo(loss, within(1e-5));
        assertThat(lossByPosition(net, passages).toString()).startsWith("Loss by position: ");
    }

    @Test
    void positionsThatDoNotCountAreLeftOut() {
        Dataset two = dataset(new double[][] {{1, 2}, {2, 1}}, new int[][] {{0, 1}, {1, 0}})
                .weights(new double[][] {{1, 0}, {3, 0}});
        Network net = network(inputs(2), embedding(3, 4), dense(2));
        double[] losses = PositionLoss.of(net, two).losses();
        double[] first = net.predict(1, 2);
        double[] second = net.predict(2, 1);
        double expected = (minusLog(first[0], first[1]) + 3 * minusLog(second[1], second[0])) / 4;
        assertThat(losses[0]).isCloseTo(expected, within(1e-6));
        assertThat(losses[1]).isNaN();
    }

    private static double minusLog(double right, double other) {
        return Math.log(1 + Math.exp(other - right));
    }

    @Test
    void tokensStandWhereTheirRowsAre() {
        TokenMap map = TokenMap.of(small(), TOKENS);
        assertThat(map.parameter()).isEqualTo("embedding_1.weight");
        assertThat(map.tokens()).isEqualTo(TOKENS.names());
        assertThat(map.components().points()).hasDimensions(TOKENS.size(), 2);
        assertThat(tokenMap(small(), TOKENS).svg()).contains(">space<");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tokenMap(small(), characters("ab")))
                .withMessageContaining("2 tokens");
    }

    @Test
    void aFilmWritesWhatGenerateWrites() {
        var sampling = sampling().temperature(0.8).topK(5).seed(4);
        Writing writing = Generator.of(small(), TOKENS).writing("to ", 12, sampling);
        assertThat(writing.text())
                .isEqualTo(generate(small(), TOKENS, "to ", 12, sampling).all());
        assertThat(writing.steps()).hasSize(12);
        assertThat(writing.steps().get(5).next().text())
                .isEqualTo(writing.text().substring(0, 8));
        double all = writing.steps().get(5).next().candidates().stream()
                .mapToDouble(c -> c.probability())
                .sum();
        assertThat(all).isCloseTo(1, within(1e-9));
        Film film = writingFilm(small(), TOKENS, "to ", 12, sampling);
        assertThat(film.html()).contains("token 12 of 12").contains("<img");
        assertThat(film.toString()).isEqualTo("Film of writing 12 tokens: " + writing.text());
        assertThat(film.still().svg()).contains("others");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writingFilm(small(), TOKENS, "to ", 201, sampling))
                .withMessageContaining("200");
    }
}
