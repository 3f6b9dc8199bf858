package org.cellwise.benchmark;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.nn.transformer.IdEmbedding;
import ai.djl.nn.transformer.TransformerEncoderBlock;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.SoftmaxCrossEntropyLoss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

/**
 * PyTorch through DJL, with DJL's own transformer block, which has no causal mask and no positions: about as much work as
 * a GPT of the same size.
 */
final class PyTorchSequences {
    private final Trainer trainer;
    private final NDArray features;
    private final NDArray targets;
    private final NDManager manager;

    PyTorchSequences(SequenceTask task, int threads) {
        System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        Shape places = new Shape(task.batch, task.length);
        if (task.isGpt()) {
            features = tokens(places, SequenceTask.ENTRIES);
            targets = tokens(new Shape((long) task.batch * task.length), SequenceTask.ENTRIES);
        } else {
            features = manager.randomUniform(0, 1, new Shape(task.batch, task.length, task.width));
            targets = tokens(new Shape(task.batch), SequenceTask.CLASSES);
        }
        var model = ai.djl.Model.newInstance("model", Device.cpu(), "PyTorch");
        model.setBlock(layers(task));
        Optimizer adam =
                Optimizer.adam().optLearningRateTracker(Tracker.fixed(0.001f)).build();
        trainer = model.newTrainer(new DefaultTrainingConfig(new SoftmaxCrossEntropyLoss("loss", 1, -1, true, true))
                .optOptimizer(adam)
                .optDevices(new Device[] {Device.cpu()}));
        trainer.initialize(features.getShape());
    }

    private NDArray tokens(Shape shape, int bound) {
        return manager.randomInteger(0, bound, shape, DataType.INT64);
    }

    private static SequentialBlock layers(SequenceTask task) {
        SequentialBlock block = new SequentialBlock();
        if (!task.isGpt()) {
            return block.add(LSTM.builder()
                            .setStateSize(SequenceTask.UNITS)
                            .setNumLayers(1)
                            .optBatchFirst(true)
                            .build())
                    .add(new LambdaBlock(list -> new NDList(list.head().get(":, -1")), "last"))
                    .add(Linear.builder().setUnits(SequenceTask.CLASSES).build());
        }
        block.add(new IdEmbedding.Builder()
                .setDictionarySize(SequenceTask.ENTRIES)
                .setEmbeddingSize(task.width)
                .build());
        for (int i = 0; i < task.blocks; i++) {
            block.add(new TransformerEncoderBlock(task.width, task.heads, 4 * task.width, 0, Activation::gelu));
        }
        return block.add(Linear.builder().setUnits(SequenceTask.ENTRIES).build());
    }

    void step() {
        try (NDManager batch = manager.newSubManager();
                GradientCollector gradients = trainer.newGradientCollector()) {
            NDArray x = features.duplicate();
            x.attach(batch);
            NDList output = trainer.forward(new NDList(x));
            output.attach(batch);
            NDArray logits = output.head(); // DJL's loss reads rows of classes alone
            NDArray rows =
                    logits.reshape(-1, logits.getShape().get(logits.getShape().dimension() - 1));
            NDArray loss = trainer.getLoss().evaluate(new NDList(targets), new NDList(rows));
            loss.attach(batch);
            gradients.backward(loss);
        }
        trainer.step();
    }
}
