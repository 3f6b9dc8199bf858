package org.cellwise.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.train.Examples.dense;
import static org.cellwise.train.Examples.heaps;
import static org.cellwise.train.Examples.network;
import static org.cellwise.train.Examples.relu;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.cellwise.data.Dataset;
import org.cellwise.layer.norm.BatchNorm;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.Seed;
import org.cellwise.math.Workers;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.train.Trainer;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.state.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frozen weights take no room in what an optimizer remembers nor in states that are kept, and lose nothing by it. */
class FrozenWeightsTest {
    private final Dataset data = heaps(50);

    private static Network three() {
        return network(2, dense(6), new BatchNorm(), relu(), dense(5), relu(), dense(3));
    }

    private static Trainer trainer(Network network) {
        return new Trainer(network, Losses.crossEntropy(), new Adam(0.02)).batchSize(16);
    }

    private static float[] values(Network network) {
        return network.parameters().values().clone();
    }

    /** The optimizer that sees all weights side by side is the oracle: nothing may depend on what is frozen elsewhere. */
    @ParameterizedTest
    @ValueSource(strings = {"dense_1", "dense_2", "dense_3", "batch_norm_1"})
    void weightsThatLearnMoveAsWithAllRoom(String frozen) {
        Network once = three();
        trainer(once.freeze(frozen)).fit(data, 3);
        Network before = three(); // all have room, and what is frozen then keeps it
        Trainer roomy = trainer(before);
        roomy.fit(data, 1);
        roomy.rewind(0);
        before.freeze(frozen);
        roomy.fit(data, 3);
        assertThat(values(before)).isEqualTo(values(once));
    }

    @Test
    void theMemoryIsThatOfWhatLearns() {
        Compute plain = new Compute(FloatMath.plain(), Workers.inline()); // vectors allocate until they are compiled
        Network large = new Network(
                new Seed(7), plain, Inputs.shaped(2), List.of(dense(1000), relu(), dense(1000), relu(), dense(3)));
        large.freeze("dense_1", "dense_2"); // a million weights of 4 bytes
        Trainer trainer = trainer(large);
        Dataset few = heaps(6);
        trainer.evaluate(few); // room for activations
        large.parameters().gradients();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadAllocatedBytes();
        trainer.fit(few, 3);
        Checkpoint checkpoint = trainer.checkpoint();
        assertThat(threads.getCurrentThreadAllocatedBytes() - start).isLessThan(3_000_000);
        assertThat(checkpoint.epochs()).isEqualTo(3);
    }

    @Test
    void rewindingBeyondAThawBringsFrozenWeightsBack() {
        Network network = three();
        Trainer trainer = trainer(network);
        network.freeze("dense_1", "dense_2");
        trainer.fit(data, 2);
        float[] second = values(network);
        Checkpoint kept = trainer.checkpoint();
        network.unfreeze("dense_2");
        trainer.fit(data, 2);
        float[] fourth = values(network);
        network.freeze("dense_3").unfreeze("dense_1");
        trainer.fit(data, 2);
        assertThat(network.values("dense_1.weight")).isNotEqualTo(part(second, network, "dense_1.weight"));
        trainer.rewind(4);
        assertThat(values(network)).isEqualTo(fourth);
        trainer.rewind(2);
        assertThat(values(network)).isEqualTo(second);
        trainer.fit(data, 3);
        trainer.restore(kept);
        assertThat(values(network)).isEqualTo(second);
    }

    private static double[] part(float[] all, Network network, String name) {
        float[] now = network.parameters().values().clone();
        System.arraycopy(all, 0, network.parameters().values(), 0, all.length);
        double[] found = network.values(name);
        System.arraycopy(now, 0, network.parameters().values(), 0, now.length);
        return found;
    }

    @Test
    void aFileHoldsFrozenWeightsToo(@TempDir Path folder) {
        Network network = three();
        Trainer trainer = trainer(network);
        trainer.fit(data, 1);
        network.freeze("dense_1");
        trainer.fit(data, 1);
        trainer.save(folder.resolve("state"));
        Network other = three();
        other.freeze("dense_1");
        Trainer loaded = trainer(other).load(folder.resolve("state"));
        assertThat(values(other)).isEqualTo(values(network));
        loaded.fit(data, 1);
        trainer.fit(data, 1);
        assertThat(values(other)).isEqualTo(values(network));
        network.unfreeze();
        other.unfreeze();
        loaded.fit(data, 1);
        trainer.fit(data, 1);
        assertThat(values(other)).isEqualTo(values(network));
    }

    @Test
    void gradientsGatheredBeforeAFreezeAreDropped() {
        Network network = three();
        Trainer trainer = trainer(network).accumulate(10);
        trainer.step(data.batch(0, 1, 2, 3));
        network.freeze("dense_2");
        double[] frozen = network.values("dense_2.weight");
        trainer.step().move();
        assertThat(network.values("dense_2.weight")).isEqualTo(frozen);
        network.unfreeze();
        trainer.step().forget();
        trainer.step().move();
        assertThat(network.values("dense_2.weight")).isEqualTo(frozen);
    }
}
