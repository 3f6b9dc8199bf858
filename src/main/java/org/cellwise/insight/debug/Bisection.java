package org.cellwise.insight.debug;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.cellwise.data.Dataset;
import org.cellwise.network.Matrix;
import org.cellwise.network.Network;
import org.cellwise.text.Given;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.cellwise.train.Recording;
import org.cellwise.train.Replay;
import org.cellwise.train.Trainer;

/**
 * The first batch after which a condition held, with the rows of that batch and the network before and after. The moments
 * of a recording tell between which two of them it lies, and training is repeated there, step by step.
 */
public final class Bisection {
    private static final int SHOWN = 12;

    private final Replay found; // stands after the step; null where the condition never held
    private final Trainer before;
    private final double loss;
    private final int all; // steps that were recorded
    private final int replayed; // steps
    private final String looked;

    private Bisection(Replay found, Trainer before, int all, int replayed, String looked) {
        this.found = found;
        this.before = before;
        loss = found == null ? Double.NaN : found.loss();
        this.all = all;
        this.replayed = replayed;
        this.looked = looked;
    }

    /** With a condition on the weights of a layer, inputs x units. */
    public static Bisection of(Recording recording, String layer, Predicate<double[][]> condition) {
        Objects.requireNonNull(
                condition, "bisect expects a condition on weights, such as w -> w[0][1] > 1, but got null");
        Given.require(recording, "bisect", "a recording, as recording(trainer) begins it")
                .network()
                .weights(layer);
        return of(recording, AfterStep.onWeights(layer, condition));
    }

    /**
     * With a condition on all that there is after a step.
     *
     * @throws IllegalArgumentException if the condition holds before the first step, or nothing was trained
     * @throws IllegalStateException if the training cannot be repeated
     */
    public static Bisection of(Recording recording, Predicate<AfterStep> condition) {
        Objects.requireNonNull(condition, "bisect expects a condition, such as at -> at.loss() > 3, but got null");
        Given.require(recording, "bisect", "a recording, as recording(trainer) begins it");
        List<Recording.Moment> moments = recording.trained();
        int hit = firstMoment(recording, moments, condition);
        if (hit == 0) {
            throw new IllegalArgumentException(
                    "bisect expects a condition that training makes true, but this one holds before"
                            + " the first step that was recorded: ask for the contrary, or record earlier");
        }
        int from = Math.max(0, hit - 1);
        int to = hit < 0 ? moments.size() - 1 : hit;
        Replay replay = Replay.of(recording, from, to);
        int begin = replay.step();
        int all = moments.get(moments.size() - 1).steps() - moments.get(0).steps();
        boolean held = false;
        while (!held && replay.next()) {
            held = replay.step() > moments.get(from).steps() && condition.test(after(replay));
        }
        int replayed = replay.step() - begin;
        if (!held) {
            return new Bisection(null, null, all, replayed, "");
        }
        Replay again = Replay.until(recording, from, replay.step() - 1);
        while (again.next()) {
            replayed++;
        }
        String looked = hit < 0
                ? "It held at no moment of the recording, so every step was looked at from the beginning"
                : from == 0
                        ? "Every step before it was looked at"
                        : "At the %s of the recording before, up to epoch %s, it did not hold; steps between those were not looked at"
                                .formatted(
                                        from == 1 ? "two moments" : from + 1 + " moments",
                                        moments.get(from).epochs());
        return new Bisection(replay, again.trainer(), all, replayed, looked);
    }

    private static int firstMoment(
            Recording recording, List<Recording.Moment> moments, Predicate<AfterStep> condition) {
        Network network = recording.network().copy();
        double[] losses = recording.trainer().history().stepLoss();
        for (int i = 0; i < moments.size(); i++) {
            Recording.Moment moment = moments.get(i);
            System.arraycopy(moment.values(), 0, network.parameters().values(), 0, moment.values().length);
            double loss = moment.steps() == 0 ? Double.NaN : losses[moment.steps() - 1];
            AfterStep at = new AfterStep(network, recording.trainer().data(), moment.epochs(), 0, 0, loss);
            if (condition.test(at)) {
                return i;
            }
        }
        return -1;
    }

    private static AfterStep after(Replay replay) {
        Dataset rows = replay.data() instanceof Dataset data ? data : null;
        return new AfterStep(
                replay.trainer().network(), rows, replay.epoch(), replay.batch(), replay.batches(), replay.loss());
    }

    /** Whether the condition held after any step that was looked at. */
    public boolean held() {
        return found != null;
    }

    private Replay found() {
        if (found == null) {
            throw new IllegalStateException(this + ": there is no such step to look at");
        }
        return found;
    }

    /** The epoch of the step, counted from 1. */
    public int epoch() {
        return found().epoch();
    }

    /** The batch of that epoch, counted from 1. */
    public int batch() {
        return found().batch();
    }

    /** The step of the whole training, counted from 1. */
    public int step() {
        return found().step();
    }

    /** Loss of the rows before the step. */
    public double loss() {
        found();
        return loss;
    }

    /** Which rows the step learned from, by their numbers from 0; empty where rows have no numbers. */
    public int[] rowNumbers() {
        return found().rows();
    }

    /**
     * The rows that the step learned from, in their order.
     *
     * @throws IllegalStateException if training did not learn from a dataset
     */
    public Dataset rows() {
        if (!hasRows()) {
            throw new IllegalStateException(
                    "rows expects training on a dataset, whose rows have numbers, but it learned from" + " "
                            + found().data());
        }
        return ((Dataset) found().data()).rows(rowNumbers());
    }

    /** Whether the rows that the step learned from can be had. */
    public boolean hasRows() {
        return found().data() instanceof Dataset && rowNumbers().length > 0;
    }

    /** A trainer of its own, whose next step is the one that was found. */
    public Trainer before() {
        found();
        return before;
    }

    /** A trainer of its own, which stands after that step. */
    public Trainer after() {
        return found().trainer();
    }

    /** By how much the step moved the weights, a matrix for each layer that has one. */
    public List<Matrix> changes() {
        float[] now = after().network().parameters().values();
        float[] old = before().network().parameters().values();
        float[] moved = new float[now.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = now[i] - old[i];
        }
        return after().network().matrices(moved);
    }

    /** When, from which rows, and how that was found, in sentences. */
    @Override
    public String toString() {
        if (found == null) {
            return "The condition held after none of the %s steps that were recorded".formatted(Numbers.grouped(all));
        }
        return "The condition held first after epoch %s, batch %s of %s: step %s of %s, with loss %s before it%s. %s. Repeated for it, to the bit: %s"
                .formatted(
                        epoch(),
                        batch(),
                        found.batches(),
                        Numbers.grouped(step()),
                        Numbers.grouped(all),
                        Numbers.significant(loss, 4),
                        numbers(),
                        looked,
                        Names.count(replayed, "step"));
    }

    private String numbers() {
        int[] rows = rowNumbers();
        if (rows.length == 0) {
            return "";
        }
        String some = Arrays.stream(rows).limit(SHOWN).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        return rows.length == 1
                ? ". It learned from row " + some
                : ". It learned from the rows " + some
                        + (rows.length > SHOWN ? " and " + (rows.length - SHOWN) + " more" : "");
    }
}
