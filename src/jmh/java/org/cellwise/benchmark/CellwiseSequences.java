package org.cellwise.benchmark;

import static org.cellwise.Cellwise.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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

final class CellwiseSequences {
    private final Trainer trainer;
    private final Batch batch;

    CellwiseSequences(SequenceTask task, int threads, boolean plain) {
        Compute compute = new Compute(plain ? FloatMath.plain() : FloatMath.best(), new Workers(threads));
        Random random = new Random(1);
        Network network;
        Dataset data;
        if (task.isGpt()) {
            network = new Network(Seed.DEFAULT, compute, Inputs.shaped(task.length), gpt(task));
            int[][] tokens = new int[task.batch][];
            double[][] features = new double[task.batch][];
            for (int i = 0; i < task.batch; i++) {
                tokens[i] = random.ints(task.length, 0, SequenceTask.ENTRIES).toArray();
                features[i] = random.ints(task.length, 0, SequenceTask.ENTRIES)
                        .asDoubleStream()
                        .toArray();
            }
            tokens[0][0] = SequenceTask.ENTRIES - 1; // so that there are as many classes
            data = Dataset.ofClasses(features, tokens);
        } else {
            List<Layer> layers = List.of(lstm(SequenceTask.UNITS).last(), dense(SequenceTask.CLASSES));
            network = new Network(Seed.DEFAULT, compute, Inputs.shaped(task.length, task.width), layers);
            double[][] features = new double[task.batch][];
            int[] classes = new int[task.batch];
            for (int i = 0; i < task.batch; i++) {
                features[i] = random.doubles((long) task.length * task.width).toArray();
                classes[i] = i % SequenceTask.CLASSES;
            }
            data = Dataset.ofClasses(features, classes).reshape(task.length, task.width);
        }
        trainer = new Trainer(network, crossEntropy(), adam(0.001)).batchSize(task.batch);
        int[] rows = new int[task.batch];
        Arrays.setAll(rows, i -> i);
        batch = data.batch(rows);
    }

    /** Of layers that earlier builds have too. */
    private static List<Layer> gpt(SequenceTask task) {
        List<Layer> layers = new ArrayList<>(List.of(embedding(SequenceTask.ENTRIES, task.width), positions()));
        for (int i = 0; i < task.blocks; i++) {
            layers.add(transformerBlock(task.heads, 4 * task.width).asCausal());
        }
        layers.addAll(List.of(layerNorm(), dense(SequenceTask.ENTRIES)));
        return layers;
    }

    void step() {
        trainer.step(batch);
    }
}
