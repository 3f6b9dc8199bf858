package org.cellwise;

import org.cellwise.chart.learning.CurveChart;
import org.cellwise.chart.learning.LossChart;
import org.cellwise.chart.learning.LossSurface;
import org.cellwise.chart.learning.WhatIf;
import org.cellwise.chart.plot.Range;
import org.cellwise.data.Dataset;
import org.cellwise.layer.activation.Activation;
import org.cellwise.layer.activation.Curve;
import org.cellwise.math.Seed;
import org.cellwise.train.Trainer;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.state.History;

/** Pictures of learning, and curves of functions. */
abstract class LearningPictures extends DecisionPictures {
    LearningPictures() {}

    // -- pictures of learning

    /** Losses of several trainings over each other: {@code compare("first", trainer.history()).and("again", trainer.history())}. */
    public static LossChart compare(String name, History history) {
        return LossChart.of(name, history);
    }

    // -- curves

    /**
     * Activations with their slopes: {@code curve(relu(), gelu(), sigmoid())}.
     *
     * @throws IllegalArgumentException if there is no function
     */
    public static CurveChart curve(Activation... functions) {
        return curve(-Curve.REACH, Curve.REACH, functions);
    }

    /**
     * Activations with their slopes over a range: {@code curve(-1, 1, tanh())}.
     *
     * @throws IllegalArgumentException if there is no function, or the second number is not above the first
     */
    public static CurveChart curve(double from, double to, Activation... functions) {
        return CurveChart.activations(Curve.of(from, to, functions));
    }

    /**
     * Losses with their slopes, by how far an output is off: {@code curve(meanSquaredError(), huber(1))}.
     *
     * @throws IllegalArgumentException if there is no loss, or a single output does not have it
     */
    public static CurveChart curve(Loss... losses) {
        return CurveChart.of(losses);
    }

    /**
     * The loss around the weights along two random directions: {@code lossSurface(trainer, data)}.
     *
     * @throws IllegalArgumentException if the data does not fit the network
     */
    public static LossSurface lossSurface(Trainer trainer, Dataset data) {
        return LossSurface.of(trainer, data, Seed.DEFAULT);
    }

    /**
     * The same along the directions of a seed: {@code lossSurface(trainer, data, seed(7))}.
     *
     * @throws IllegalArgumentException if the data does not fit the network
     */
    public static LossSurface lossSurface(Trainer trainer, Dataset data, Seed seed) {
        return LossSurface.of(trainer, data, seed);
    }

    /**
     * From one number to a larger one: {@code range(-3, 3)}.
     *
     * @throws IllegalArgumentException if the second number is not above the first
     */
    public static Range range(double from, double to) {
        return new Range(from, to);
    }

    /**
     * Loss, predictions and boundary as the weight from an input to a unit of a layer moves, on a copy:
     * {@code whatIf(trainer, data, "dense_1", 0, 2, range(-3, 3))}.
     *
     * @throws IllegalArgumentException if there is no such layer or weight, or the data does not fit the network
     */
    public static WhatIf whatIf(Trainer trainer, Dataset data, String layer, int input, int unit, Range range) {
        return WhatIf.of(trainer, data, layer, input, unit, range);
    }
}
