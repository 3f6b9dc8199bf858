package org.cellwise;

import org.cellwise.chart.learning.CurveChart;
import org.cellwise.chart.learning.Film;
import org.cellwise.chart.learning.LossChart;
import org.cellwise.chart.learning.LossSurface;
import org.cellwise.chart.learning.PositionLossChart;
import org.cellwise.chart.learning.WhatIf;
import org.cellwise.chart.learning.WritingFilm;
import org.cellwise.chart.play.Playground;
import org.cellwise.chart.plot.Range;
import org.cellwise.data.Dataset;
import org.cellwise.data.Split;
import org.cellwise.data.text.Tokenizer;
import org.cellwise.insight.PositionLoss;
import org.cellwise.layer.activation.Activation;
import org.cellwise.layer.activation.Curve;
import org.cellwise.math.Seed;
import org.cellwise.model.generate.Generator;
import org.cellwise.model.generate.Sampling;
import org.cellwise.network.Network;
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

    /**
     * The loss at each position of rows with a class for each, such as passages of text: {@code
     * lossByPosition(network(gpt(7, 4, 1, 2, 8)), passages("to be or not to be", characters("to be or not to be"), 4))}.
     *
     * @throws IllegalArgumentException if the data has no class for each position, or the network does not fit it
     */
    public static PositionLossChart lossByPosition(Network network, Dataset data) {
        return PositionLossChart.of(PositionLoss.of(network, data));
    }

    /**
     * A film of a text that a network writes, token by token, with what might have come at each step: {@code
     * writingFilm(network(gpt(5, 8, 1, 2, 8)), characters("to be"), "to ", 4, sampling())}. Where no scripts run, the last
     * step stands still.
     *
     * @throws IllegalArgumentException if the network does not predict the tokens, the text is empty, or there are to be
     *     fewer than 1 token or more than 200
     */
    public static Film writingFilm(Network network, Tokenizer tokenizer, String prompt, int count, Sampling sampling) {
        return WritingFilm.of(Generator.of(network, tokenizer).writing(prompt, count, sampling));
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

    // -- a page that goes on training

    /**
     * A page in which the network goes on training in the browser, offline, with the loss that suits it, Adam and batches of
     * 32: {@code playground(net, data)}. At most 10,000 rows and 20,000 weights, of dense layers and activations.
     *
     * @throws IllegalArgumentException if the data does not fit the network, or there is more of it, or another layer
     */
    public static Playground playground(Network net, Dataset data) {
        return Playground.of(net, data, null);
    }

    /**
     * As {@link #playground(Network, Dataset)}, with the loss of held-out rows beside: {@code playground(net, split)}.
     *
     * @throws IllegalArgumentException if the data does not fit the network, or there is more of it, or another layer
     */
    public static Playground playground(Network net, Split split) {
        return Playground.of(net, split.train(), split.validation());
    }

    /**
     * As {@link #playground(Network, Dataset)}, with the trainer's loss, optimizer, batches, seed and place, so that the page
     * shows the same receipt after as many epochs as fit on plain loops: {@code playground(trainer, data)}.
     *
     * @throws IllegalArgumentException also if the page knows no such loss, optimizer or setting
     * @throws IllegalStateException if training was stopped within an epoch
     */
    public static Playground playground(Trainer trainer, Dataset data) {
        return Playground.of(trainer, data, null);
    }

    /**
     * As {@link #playground(Trainer, Dataset)}, with the loss of held-out rows beside: {@code playground(trainer, split)}.
     *
     * @throws IllegalArgumentException also if the page knows no such loss, optimizer or setting
     * @throws IllegalStateException if training was stopped within an epoch
     */
    public static Playground playground(Trainer trainer, Split split) {
        return Playground.of(trainer, split.train(), split.validation());
    }
}
