package org.cellwise.benchmark;

import static org.cellwise.Cellwise.*;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cellwise.data.Dataset;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.Seed;
import org.cellwise.math.Workers;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.train.Trainer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** An epoch of a new last layer of 784-256-128-10 on 60,000 images; all before it is frozen. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class FrozenBenchmark {
    private static final int BATCH = 128;

    @Param("cellwise-1")
    String contestant;

    /** Whether what the frozen part puts out is kept from epoch to epoch. */
    @Param("true")
    boolean cached;

    private Runnable epoch;

    @Setup
    public void setUp() {
        String[] parts = contestant.split("-");
        int threads = Integer.parseInt(parts[1]);
        epoch = parts[0].equals("pytorch") ? pytorch(threads) : ours(threads, parts[0].equals("plain"));
        epoch.run();
    }

    private Runnable ours(int threads, boolean plain) {
        Examples examples = Task.DENSE.examples();
        Dataset data = Dataset.ofClasses(examples.features(), examples.labels());
        Compute compute = new Compute(plain ? FloatMath.plain() : FloatMath.best(), new Workers(threads));
        Network net = new Network(
                Seed.DEFAULT, compute, Inputs.shaped(784), List.of(dense(256), relu(), dense(128), relu(), dense(10)));
        net.freeze("dense_1", "dense_2");
        Trainer trainer = new Trainer(net, crossEntropy(), adam(0.001)).batchSize(BATCH);
        Trainer ready = cached ? trainer.cacheFrozen() : trainer;
        return () -> ready.fit(data, 1);
    }

    /** As far as DJL goes: frozen parameters get no gradients, outputs are worked out anew in each epoch. */
    private static Runnable pytorch(int threads) {
        System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        Examples examples = Task.DENSE.examples();
        NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        NDArray features = manager.create(examples.floats());
        NDArray targets = manager.create(examples.labels()).toType(DataType.INT64, false);
        SequentialBlock frozen = new SequentialBlock()
                .add(Linear.builder().setUnits(256).build())
                .add(Activation.reluBlock())
                .add(Linear.builder().setUnits(128).build())
                .add(Activation.reluBlock());
        SequentialBlock all = new SequentialBlock()
                .add(frozen)
                .add(Linear.builder().setUnits(10).build());
        var model = ai.djl.Model.newInstance("model", Device.cpu(), "PyTorch");
        model.setBlock(all);
        var trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed(0.001f))
                        .build())
                .optDevices(new Device[] {Device.cpu()}));
        trainer.initialize(new Shape(BATCH, 784));
        frozen.freezeParameters(true);
        long rows = features.getShape().get(0);
        return () -> {
            for (long from = 0; from < rows; from += BATCH) {
                try (NDManager batch = manager.newSubManager();
                        GradientCollector gradients = trainer.newGradientCollector()) {
                    String some = from + ":" + Math.min(rows, from + BATCH);
                    NDArray x = features.get(some);
                    x.attach(batch);
                    NDArray target = targets.get(some);
                    target.attach(batch);
                    NDList output = trainer.forward(new NDList(x));
                    output.attach(batch);
                    NDArray loss = trainer.getLoss().evaluate(new NDList(target), output);
                    loss.attach(batch);
                    gradients.backward(loss);
                }
                trainer.step();
            }
        };
    }

    @Benchmark
    public void epoch() {
        epoch.run();
    }
}
