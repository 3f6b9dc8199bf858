package org.cellwise.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cellwise.Allocations;
import org.cellwise.layer.Layer;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.math.Workers;
import org.junit.jupiter.api.Test;

/** One network that many threads ask at once. */
class ServingTest {
    /** On plain loops, since vector code allocates until the compiler has seen it often. */
    private static Network small() {
        Compute plain = new Compute(FloatMath.plain(), Workers.inline());
        List<Layer> layers =
                List.of(conv2d(4, 3), relu(), maxPool(2), flatten(), dense(16), tanh(), dense(5), softmax());
        return new Network(new Seed(1), plain, inputs(1, 12, 12), layers);
    }

    private static float[] rows(int count) {
        SeededRandom random = new SeededRandom(4);
        float[] rows = new float[count * 144];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.nextGaussian();
        }
        return rows;
    }

    /** Each answers as if it were alone, and allocates nothing once warm. */
    @Test
    void threadsShareNothingButWeights() throws Exception {
        Network network = small();
        int threads = 16;
        float[] all = rows(threads);
        List<float[]> wanted = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            wanted.add(network.predict(Arrays.copyOfRange(all, i * 144, (i + 1) * 144), 1));
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Long>> garbage = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                float[] row = Arrays.copyOfRange(all, i * 144, (i + 1) * 144);
                float[] right = wanted.get(i);
                garbage.add(pool.submit(() -> ask(network, row, right)));
            }
            for (Future<Long> each : garbage) {
                assertThat(each.get()).isZero();
            }
        } finally {
            pool.shutdown();
        }
    }

    private static long ask(Network network, float[] row, float[] right) {
        float[] answer = new float[5];
        long least = Allocations.leastOf(200, () -> network.predict(row, 1, answer));
        assertThat(answer).containsExactly(right);
        return least;
    }

    @Test
    void anyNumberOfRowsInBoundedMemory() {
        Network network = small();
        int count = 20_000; // some 200 MB of what layers put out on the way, if all at once
        float[] rows = rows(count);
        float[] answers = new float[count * 5];
        long least = Allocations.leastOf(2, () -> network.predict(rows, count, answers));
        assertThat(least).isLessThan(1 << 20);
        float[] last = network.predict(Arrays.copyOfRange(rows, (count - 1) * 144, count * 144), 1);
        for (int i = 0; i < 5; i++) {
            assertThat(answers[(count - 1) * 5 + i]).isCloseTo(last[i], within(1e-6f));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.predict(rows, 3, new float[10]))
                .withMessageContaining("predict expects room for 3 rows of 144 inputs and 5 outputs");
        assertThat(network.predict(new double[0][])).isEmpty();
    }
}
