package org.cellwise.insight.debug;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.network.Matrix;
import org.cellwise.network.Network;
import org.cellwise.network.Trace;
import org.cellwise.tensor.Tensor;
import org.cellwise.text.Given;
import org.cellwise.text.Names;
import org.cellwise.train.metric.Meeting;

/**
 * What training is after a step, for a condition on it: {@code at -> at.loss() > 3}, {@code at -> at.deadUnits("relu_1").length >
 * 4}, {@code at -> at.weights("dense_1")[0][2] > 1}.
 *
 * @param network as the step left it; not to be changed
 * @param data the rows that training learns from; null where they are no dataset
 * @param epoch counted from 1; 0 before the first step
 * @param batch of the epoch, counted from 1
 * @param batches that the epoch has
 * @param loss of the batch, before the step moved the weights; NaN before the first step
 */
public record AfterStep(Network network, Dataset data, int epoch, int batch, int batches, double loss) {
    private static final int CHUNK = 1024;

    /** The weights of a layer, inputs x units, as a condition is often about. */
    static Predicate<AfterStep> onWeights(String layer, Predicate<double[][]> condition) {
        return at -> condition.test(at.weights(layer));
    }

    /**
     * The weights of a layer, inputs x units, as a copy.
     *
     * @throws IllegalArgumentException if there is no such layer with weights
     */
    public double[][] weights(String layer) {
        Matrix matrix = network.weights(layer);
        return matrix.values();
    }

    /**
     * The units of a layer that answer 0 to every row that training learns from, by their numbers from 0.
     *
     * @throws IllegalArgumentException if there is no such layer, or the rows are no dataset
     */
    public int[] deadUnits(String layer) {
        if (data == null) {
            throw new IllegalArgumentException(
                    "deadUnits expects rows in memory, as of a dataset, but training learns from"
                            + " others: call deadUnits(at.network(), data, \"" + layer + "\")");
        }
        return deadUnits(network, data, layer);
    }

    /**
     * The units of a layer that answer 0 to every row, by their numbers from 0.
     *
     * @throws IllegalArgumentException if there is no such layer, or the rows are not such as the network reads
     */
    public static int[] deadUnits(Network network, Dataset data, String layer) {
        Given.require(network, "deadUnits", "a network, as network(…) makes it").layer(layer);
        Given.require(data, "deadUnits", "rows, as of dataset(…) or split.train()");
        Meeting.of(network, data);
        int[] dead = null; // those that have answered nothing else so far
        for (int from = 0; from < data.size() && (dead == null || dead.length > 0); from += CHUNK) {
            int first = from;
            int[] some = new int[Math.min(CHUNK, data.size() - from)];
            Arrays.setAll(some, i -> first + i);
            Batch batch = data.batch(some);
            dead = dead(answers(Trace.of(network, batch.features(), batch.count()), layer), dead);
        }
        return dead;
    }

    private static Tensor answers(Trace trace, String layer) {
        List<Trace.Call> calls = new ArrayList<>(trace.calls());
        for (int i = 0; i < calls.size(); i++) {
            if (calls.get(i).layer().name().equals(layer)) {
                return calls.get(i).output().tensor();
            }
            calls.addAll(calls.get(i).calls());
        }
        throw new IllegalArgumentException("deadUnits expects a layer that rows go through, but none went through "
                + layer
                + ": choose one of "
                + Names.list(calls.stream().map(call -> call.layer().name()).toList()));
    }

    private static int[] dead(Tensor answers, int... among) {
        boolean images = answers.shape().rank() == 4;
        int inner = images ? answers.shape().size(2) * answers.shape().size(3) : 1;
        boolean[] alive =
                new boolean[images ? answers.shape().size(1) : answers.shape().last()];
        for (int i = 0; i < answers.size(); i++) {
            alive[i / inner % alive.length] |= answers.data()[answers.offset() + i] != 0;
        }
        int[] all = new int[alive.length];
        Arrays.setAll(all, i -> i);
        return Arrays.stream(among == null ? all : among).filter(i -> !alive[i]).toArray();
    }
}
