package org.cellwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.Cellwise.accuracy;
import static org.cellwise.Cellwise.adam;
import static org.cellwise.Cellwise.batchNorm;
import static org.cellwise.Cellwise.conv2d;
import static org.cellwise.Cellwise.crossEntropy;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.epochs;
import static org.cellwise.Cellwise.flatten;
import static org.cellwise.Cellwise.images;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.maxPool;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.oneCycle;
import static org.cellwise.Cellwise.outputs;
import static org.cellwise.Cellwise.relu;
import static org.cellwise.Cellwise.seed;
import static org.cellwise.Cellwise.trainer;

import java.nio.file.Files;
import java.nio.file.Path;
import org.cellwise.data.Dataset;
import org.cellwise.data.Split;
import org.cellwise.layer.Layer;
import org.cellwise.math.Seed;
import org.cellwise.network.Network;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Fashion-MNIST (Xiao et al., 2017): 60,000 images of clothes to learn from, 10,000 held out. Minutes, so it runs in a
 * profile of its own. The files are those of Debian's package dataset-fashion-mnist, or in the folder that the system
 * property {@code cellwise.fashion-mnist} names.
 */
class FashionMnistSlow {
    private static final Path FOLDER =
            Path.of(System.getProperty("cellwise.fashion-mnist", "/usr/share/datasets/fashion-mnist"));
    private static final Seed SEED = seed(Long.getLong("cellwise.seed", 1));

    private static Split split;

    @BeforeAll
    static void read() {
        assertThat(Files.isDirectory(FOLDER))
                .as("%s: install dataset-fashion-mnist, or name its folder by -Dcellwise.fashion-mnist=…", FOLDER)
                .isTrue();
        split = Split.of(part("train"), part("t10k"));
    }

    private static Dataset part(String name) {
        return images(FOLDER.resolve(name + "-images-idx3-ubyte.gz"), FOLDER.resolve(name + "-labels-idx1-ubyte.gz"));
    }

    private static double heldOut(int epochs, double rate, int batch, Layer... layers) {
        Network net = network(SEED, inputs(split), layers);
        long start = System.nanoTime();
        trainer(net, crossEntropy(), adam(rate))
                .seed(SEED)
                .batchSize(batch)
                .schedule(oneCycle(epochs))
                .fit(split.train(), epochs(epochs));
        double accuracy = accuracy(net, split.test());
        System.out.printf(
                "%s: %.4f held out after %d epochs, %.0f s%n",
                net.summary().rows().get(0).layer(), accuracy, epochs, (System.nanoTime() - start) * 1e-9);
        return accuracy;
    }

    @Test
    void aDenseNetworkInFiveEpochs() {
        double accuracy =
                heldOut(5, 0.003, 128, flatten(), dense(256), relu(), dense(128), relu(), dense(outputs(split)));
        assertThat(accuracy).isGreaterThanOrEqualTo(0.88);
    }

    @Test
    void aSmallConvolutionalNetwork() {
        double accuracy = heldOut(
                5,
                0.005,
                128,
                conv2d(16, 3).same(),
                batchNorm(),
                relu(),
                maxPool(2),
                conv2d(32, 3).same(),
                batchNorm(),
                relu(),
                maxPool(2),
                flatten(),
                dense(64),
                relu(),
                dense(outputs(split)));
        assertThat(accuracy).isGreaterThanOrEqualTo(0.9);
    }
}
