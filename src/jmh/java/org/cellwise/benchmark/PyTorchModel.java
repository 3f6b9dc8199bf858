package org.cellwise.benchmark;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

/** PyTorch through DJL. All rows stand in native memory from the start, and a batch is picked from them there. */
final class PyTorchModel implements Model {
    private final int batchSize;
    private final NDManager manager;
    private final Trainer trainer;
    private final NDArray features;
    private final NDArray targets;
    private NDArray order;
    private long next;

    PyTorchModel(Task task, int threads) {
        System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        batchSize = task.batchSize;
        manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        Examples examples = task.examples();
        NDArray rows = manager.create(examples.floats());
        features = task == Task.CONV ? rows.reshape(-1, 1, 28, 28) : rows;
        NDArray labels = manager.create(examples.labels());
        targets = task.batchSize < 16 ? labels.oneHot(2, DataType.FLOAT32) : labels.toType(DataType.INT64, false);
        trainer = trainer(task);
        long[] shape = features.getShape().getShape().clone();
        shape[0] = batchSize;
        trainer.initialize(new Shape(shape));
        shuffle();
    }

    private static Trainer trainer(Task task) {
        var model = ai.djl.Model.newInstance("model", Device.cpu(), "PyTorch");
        model.setBlock(layers(task));
        boolean tiny = task.batchSize < 16;
        float rate = tiny ? 0.1f : task == Task.IRIS ? 0.01f : 0.001f;
        Tracker tracker = Tracker.fixed(rate);
        Optimizer optimizer = tiny
                ? Optimizer.sgd().setLearningRateTracker(tracker).build()
                : Optimizer.adam().optLearningRateTracker(tracker).build();
        Loss loss = tiny ? Loss.l2Loss() : Loss.softmaxCrossEntropyLoss();
        return model.newTrainer(
                new DefaultTrainingConfig(loss).optOptimizer(optimizer).optDevices(new Device[] {Device.cpu()}));
    }

    private static Block layers(Task task) {
        SequentialBlock block = new SequentialBlock();
        switch (task) {
            case TINY_1, TINY_4 -> {
                for (int units : new int[] {4, 4, 2}) {
                    block.add(linear(units)).add(Activation.sigmoidBlock());
                }
                return block;
            }
            case CONV -> {
                for (int filters : new int[] {16, 32}) {
                    block.add(Conv2d.builder()
                                    .setFilters(filters)
                                    .setKernelShape(new Shape(3, 3))
                                    .build())
                            .add(Activation.reluBlock())
                            .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
                }
                return block.add(Blocks.batchFlattenBlock())
                        .add(linear(128))
                        .add(Activation.reluBlock())
                        .add(linear(10));
            }
            default -> {
                int[] units = task == Task.IRIS ? new int[] {16, 16, 3} : new int[] {256, 128, 10};
                return block.add(linear(units[0]))
                        .add(Activation.reluBlock())
                        .add(linear(units[1]))
                        .add(Activation.reluBlock())
                        .add(linear(units[2]));
            }
        }
    }

    private static Block linear(int units) {
        return Linear.builder().setUnits(units).build();
    }

    private void shuffle() {
        if (order != null) {
            order.close();
        }
        order = manager.randomPermutation(features.getShape().get(0));
        next = 0;
    }

    @Override
    public void step() {
        if (next >= order.size()) {
            shuffle();
        }
        try (NDManager batch = manager.newSubManager();
                GradientCollector gradients = trainer.newGradientCollector()) {
            NDArray rows = order.get(next + ":" + Math.min(order.size(), next + batchSize));
            rows.attach(batch);
            NDIndex picked = new NDIndex("{}", rows);
            NDArray x = features.get(batch, picked);
            NDArray target = targets.get(batch, picked);
            NDList output = trainer.forward(new NDList(x));
            output.attach(batch);
            NDArray loss = trainer.getLoss().evaluate(new NDList(target), output);
            loss.attach(batch);
            gradients.backward(loss);
        }
        trainer.step();
        next += batchSize;
    }

    @Override
    public void train(int epochs) {
        for (int epoch = 0; epoch < epochs; epoch++) {
            shuffle();
            while (next < order.size()) {
                step();
            }
        }
    }

    @Override
    public Object predict(double[] row) {
        float[] floats = new float[row.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) row[i];
        }
        try (NDManager batch = manager.newSubManager()) {
            NDList output = trainer.evaluate(new NDList(batch.create(floats, new Shape(1, floats.length))));
            output.attach(batch);
            return output.singletonOrThrow().toFloatArray();
        }
    }
}
