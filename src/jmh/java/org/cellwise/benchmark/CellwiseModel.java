package org.cellwise.benchmark;

import static org.cellwise.Cellwise.*;

import java.util.Iterator;
import java.util.List;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.layer.Layer;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.Seed;
import org.cellwise.math.Workers;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.train.Trainer;

final class CellwiseModel implements Model {
    private final Dataset data;
    private final Network network;
    private final Trainer trainer;
    private Iterator<Batch> batches;

    CellwiseModel(Task task, int threads, boolean plain) {
        Examples examples = task.examples();
        data = data(task, examples);
        Compute compute = new Compute(plain ? FloatMath.plain() : FloatMath.best(), new Workers(threads));
        network = new Network(Seed.DEFAULT, compute, inputs(task), layers(task));
        trainer = switch (task) {
            case TINY_1, TINY_4 -> new Trainer(network, meanSquaredError(), sgd(0.1));
            case IRIS -> new Trainer(network, crossEntropy(), adam(0.01));
            case DENSE, CONV -> new Trainer(network, crossEntropy(), adam(0.001));
        };
        trainer.batchSize(task.batchSize);
        batches = trainer.batches(data).iterator();
    }

    private static Dataset data(Task task, Examples examples) {
        Dataset rows = Dataset.ofClasses(examples.features(), examples.labels());
        return task == Task.CONV ? rows.reshape(1, 28, 28) : rows;
    }

    private static Inputs inputs(Task task) {
        return switch (task) {
            case TINY_1, TINY_4 -> Inputs.shaped(3);
            case IRIS -> Inputs.shaped(4);
            case DENSE -> Inputs.shaped(784);
            case CONV -> Inputs.shaped(1, 28, 28);
        };
    }

    private static List<Layer> layers(Task task) {
        return switch (task) {
            case TINY_1, TINY_4 -> List.of(dense(4), sigmoid(), dense(4), sigmoid(), dense(2), sigmoid());
            case IRIS -> List.of(dense(16), relu(), dense(16), relu(), dense(3));
            case DENSE -> List.of(dense(256), relu(), dense(128), relu(), dense(10));
            case CONV ->
                List.of(
                        conv2d(16, 3),
                        relu(),
                        maxPool(2),
                        conv2d(32, 3),
                        relu(),
                        maxPool(2),
                        flatten(),
                        dense(128),
                        relu(),
                        dense(10));
        };
    }

    @Override
    public void step() {
        if (!batches.hasNext()) {
            batches = trainer.batches(data).iterator();
        }
        trainer.step(batches.next());
    }

    @Override
    public void train(int epochs) {
        trainer.fit(data, epochs(epochs));
    }

    @Override
    public Object predict(double[] row) {
        return network.predict(row);
    }
}
