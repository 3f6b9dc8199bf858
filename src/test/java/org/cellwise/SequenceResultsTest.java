package org.cellwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.Cellwise.*;

import java.util.Random;
import org.cellwise.data.Dataset;
import org.cellwise.data.Split;
import org.cellwise.insight.AttentionMap;
import org.cellwise.network.Network;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.Test;

/** Networks with attention learn what they are there for. */
class SequenceResultsTest {
    private static final int START = 10;

    @Test
    void aSmallVisionTransformerReadsDigits() {
        Split rows = dataset(digits()).normalize().label("digit").split(0.75, 1);
        Split split = Split.of(rows.train().reshape(1, 8, 8), rows.test().reshape(1, 8, 8));
        Network vit = network(
                seed(1),
                inputs(split),
                patchEmbedding(2, 32),
                classToken(),
                positions(),
                transformerBlock(4, 64),
                transformerBlock(4, 64),
                layerNorm(),
                place(0),
                dense(outputs(split)));
        trainer(vit, crossEntropy(), adam(0.003))
                .batchSize(32)
                .schedule(oneCycle(12))
                .quiet()
                .fit(split.train(), epochs(12));
        assertThat(accuracy(vit, split.test())).isGreaterThan(0.9);
    }

    /** Which numbers of a row stood in it before: an answer for each position. */
    @Test
    void eachPositionIsTagged() {
        Random random = new Random(1);
        double[][] x = new double[1500][12];
        int[][] y = new int[1500][12];
        for (int i = 0; i < x.length; i++) {
            for (int k = 0; k < 12; k++) {
                x[i][k] = random.nextInt(20);
                for (int before = 0; before < k; before++) {
                    y[i][k] = x[i][before] == x[i][k] ? 1 : y[i][k];
                }
            }
        }
        Split split = dataset(x, y, "new", "again").split(0.75, 1);
        Network tagger = network(
                seed(1),
                inputs(12),
                embedding(20, 32),
                positions(),
                transformerBlock(4, 64).asCausal(),
                dense(2));
        trainer(tagger, crossEntropy(), adam(0.003)).batchSize(32).quiet().fit(split.train(), epochs(14));
        assertThat(accuracy(tagger, split.test())).isGreaterThan(0.98);
        assertThat(tagger.classifyEach(1, 2, 1, 3, 4, 2, 5, 6, 7, 8, 9, 9))
                .extracting(answer -> answer.label())
                .containsExactly(
                        "new", "new", "again", "new", "new", "again", "new", "new", "new", "new", "new", "again");
    }

    /** An encoder reads six digits, a decoder writes them backwards. */
    @Test
    void anEncoderAndADecoderReverseDigits() {
        Random random = new Random(1);
        double[][] x = new double[2500][12];
        int[][] y = new int[2500][6];
        for (int i = 0; i < x.length; i++) {
            for (int k = 0; k < 6; k++) {
                x[i][k] = random.nextInt(10);
            }
            for (int k = 0; k < 6; k++) {
                y[i][k] = (int) x[i][5 - k];
                x[i][6 + k] = k == 0 ? START : y[i][k - 1];
            }
        }
        Dataset rows = dataset(x, y);
        Network net = network(
                seed(1),
                inputs(12),
                encoderDecoder(
                        6,
                        sequential(embedding(10, 32), positions(), transformerBlock(2, 64)),
                        sequential(embedding(11, 32), positions(), decoderBlock(2, 64))),
                dense(10));
        Trainer trainer =
                trainer(net, crossEntropy(), adam(0.003)).batchSize(32).quiet();
        trainer.fit(rows, epochs(6));
        double[] row = {3, 1, 4, 1, 5, 9, START, 0, 0, 0, 0, 0};
        for (int k = 0; k < 5; k++) {
            row[7 + k] = net.classifyEach(row).get(k).index();
        }
        assertThat(net.classifyEach(row)).extracting(answer -> answer.index()).containsExactly(9, 5, 1, 4, 1, 3);
        AttentionMap across = AttentionMap.of(net, row).stream()
                .filter(map -> map.layer().contains("cross_attention"))
                .findFirst()
                .orElseThrow();
        for (int k = 0; k < 6; k++) { // each place looks at the one that it writes
            assertThat(across.weights()[k][5 - k]).as("place %d", k).isGreaterThan(0.4);
        }
    }
}
