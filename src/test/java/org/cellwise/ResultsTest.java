package org.cellwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.Cellwise.accuracy;
import static org.cellwise.Cellwise.adam;
import static org.cellwise.Cellwise.adamW;
import static org.cellwise.Cellwise.batchNorm;
import static org.cellwise.Cellwise.binaryCrossEntropy;
import static org.cellwise.Cellwise.conv2d;
import static org.cellwise.Cellwise.crossEntropy;
import static org.cellwise.Cellwise.dataset;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.epochs;
import static org.cellwise.Cellwise.flatten;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.maxPool;
import static org.cellwise.Cellwise.moons;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.oneCycle;
import static org.cellwise.Cellwise.outputs;
import static org.cellwise.Cellwise.relu;
import static org.cellwise.Cellwise.seed;
import static org.cellwise.Cellwise.spirals;
import static org.cellwise.Cellwise.tanh;
import static org.cellwise.Cellwise.trainer;
import static org.cellwise.Cellwise.xor;

import java.nio.file.Path;
import org.cellwise.data.Split;
import org.cellwise.data.table.TableData;
import org.cellwise.layer.Layer;
import org.cellwise.math.Seed;
import org.cellwise.network.Network;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/**
 * What small networks reach in seconds, on rows that they never learned from. The system property {@code cellwise.seed}
 * names another seed for split, weights and order.
 */
class ResultsTest {
    private static final Path DATA = Path.of("notebooks", "data");
    private static final Seed SEED = seed(Long.getLong("cellwise.seed", 1));

    private static Network build(Split split, Layer... layers) {
        return network(SEED, inputs(split), layers);
    }

    private static double heldOut(Split split, Trainer trainer) {
        return accuracy(trainer.network(), split.test());
    }

    private static TableData table(String file) {
        return dataset(Table.read().csv(DATA.resolve(file).toFile()));
    }

    @Test
    void exclusiveOr() {
        Network net = network(SEED, inputs(2), dense(4), tanh(), dense(1));
        trainer(net, binaryCrossEntropy(), adam(0.1)).seed(SEED).fit(xor(), epochs(200));
        assertThat(accuracy(net, xor())).isEqualTo(1);
    }

    @Test
    void twoMoons() {
        Split split = moons(600, 0.1, SEED).split(0.7, SEED);
        Network net = build(split, dense(16), relu(), dense(16), relu(), dense(outputs(split)));
        Trainer trainer = trainer(net, crossEntropy(), adam(0.01)).seed(SEED);
        trainer.fit(split.train(), epochs(60));
        assertThat(heldOut(split, trainer)).isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void twoSpirals() {
        Split split = spirals(1000, 0.02, SEED).split(0.7, SEED);
        Network net = build(split, dense(32), relu(), dense(32), relu(), dense(outputs(split)));
        Trainer trainer = trainer(net, crossEntropy(), adam(0.01)).seed(SEED).schedule(oneCycle(120));
        trainer.fit(split.train(), epochs(120));
        assertThat(heldOut(split, trainer)).isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void penguins() {
        Split split = table("penguins.csv")
                .dropMissing()
                .standardize()
                .features("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g")
                .label("species")
                .split(0.7, SEED);
        Network net = build(split, dense(8), tanh(), dense(outputs(split)));
        Trainer trainer = trainer(net, crossEntropy(), adam(0.01)).seed(SEED).batchSize(16);
        trainer.fit(split.train(), epochs(40));
        assertThat(heldOut(split, trainer)).isGreaterThanOrEqualTo(0.97);
    }

    /** Ten splits, since one of them holds out 30 flowers only. */
    @Test
    void iris() {
        TableData flowers = table("iris.csv")
                .standardize()
                .features("sepal_length", "sepal_width", "petal_length", "petal_width")
                .label("species");
        double sum = 0;
        for (int i = 0; i < 10; i++) {
            Split split = flowers.split(0.8, seed(1000 * SEED.value() + i));
            Network net = build(split, dense(8), tanh(), dense(outputs(split)));
            Trainer trainer =
                    trainer(net, crossEntropy(), adam(0.02)).seed(SEED).batchSize(16);
            trainer.fit(split.train(), epochs(30));
            sum += heldOut(split, trainer);
        }
        assertThat(sum / 10).isGreaterThanOrEqualTo(0.95);
    }

    /** Pixels from 0 to 16. */
    private static Split digits() {
        return table("digits.csv").normalize().label("digit").split(0.8, SEED);
    }

    @Test
    void digitsWithADenseNetwork() {
        Split split = digits();
        Network net = build(split, dense(256), batchNorm(), relu(), dense(outputs(split)));
        Trainer trainer = trainer(net, crossEntropy().smoothing(0.1), adamW(0.01, 0.01))
                .seed(SEED)
                .schedule(oneCycle(18));
        trainer.fit(split.train(), epochs(18));
        assertThat(heldOut(split, trainer)).isGreaterThanOrEqualTo(0.97);
    }

    @Test
    void digitsWithAConvolutionalNetwork() {
        Split rows = digits();
        Split split = Split.of(rows.train().reshape(1, 8, 8), rows.test().reshape(1, 8, 8));
        Network net = build(
                split,
                conv2d(16, 3).same(),
                batchNorm(),
                relu(),
                maxPool(2),
                conv2d(32, 3).same(),
                batchNorm(),
                relu(),
                maxPool(2),
                flatten(),
                dense(outputs(split)));
        Trainer trainer = trainer(net, crossEntropy().smoothing(0.1), adamW(0.005, 0.01))
                .seed(SEED)
                .schedule(oneCycle(12));
        trainer.fit(split.train(), epochs(12));
        assertThat(heldOut(split, trainer)).isGreaterThanOrEqualTo(0.98);
    }
}
