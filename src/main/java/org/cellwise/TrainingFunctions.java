package org.cellwise;

import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.cellwise.data.Folds;
import org.cellwise.data.Split;
import org.cellwise.network.Network;
import org.cellwise.notebook.LiveProgress;
import org.cellwise.text.Given;
import org.cellwise.train.Epochs;
import org.cellwise.train.Trainer;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.metric.Metric;
import org.cellwise.train.optimizer.Adagrad;
import org.cellwise.train.optimizer.Adam;
import org.cellwise.train.optimizer.Optimizer;
import org.cellwise.train.optimizer.RmsProp;
import org.cellwise.train.optimizer.Sgd;
import org.cellwise.train.run.Runs;
import org.cellwise.train.schedule.Schedule;
import org.cellwise.train.schedule.Schedules;
import org.cellwise.train.search.CrossValidation;
import org.cellwise.train.search.Search;
import org.cellwise.train.search.Setting;

/** Optimizers, schedules and the trainer. */
abstract class TrainingFunctions extends LossFunctions {
    TrainingFunctions() {}

    // -- optimizers; each refuses a learning rate that is not above 0

    /**
     * Stochastic gradient descent, w -= rate · gradient: {@code sgd(0.1)}, {@code sgd(0.1).momentum(0.9)}, {@code
     * sgd(0.1).nesterov(0.9).weightDecay(1e-4)} (Sutskever et al., 2013).
     *
     * @throws IllegalArgumentException if the rate is not above 0
     */
    public static Sgd sgd(double learningRate) {
        return new Sgd(learningRate);
    }

    /**
     * Each weight steps by its mean gradient over the root of its mean squared gradient (Kingma and Ba, 2015): {@code
     * adam(0.001)}, {@code adam(0.001).betas(0.9, 0.99)}.
     *
     * @throws IllegalArgumentException if the rate is not above 0
     */
    public static Adam adam(double learningRate) {
        return new Adam(learningRate);
    }

    /**
     * Adam where weights also shrink by rate · decay each step, past the means (Loshchilov and Hutter, 2019): {@code
     * adamW(0.001, 0.01)}.
     *
     * @throws IllegalArgumentException if the rate is not above 0 or the decay below 0
     */
    public static Adam adamW(double learningRate, double weightDecay) {
        return new Adam(learningRate).weightDecay(weightDecay);
    }

    /**
     * Each weight steps by its gradient over the root of its mean squared gradient (Tieleman and Hinton, 2012): {@code
     * rmsProp(0.001).keep(0.9)}.
     *
     * @throws IllegalArgumentException if the rate is not above 0
     */
    public static RmsProp rmsProp(double learningRate) {
        return new RmsProp(learningRate);
    }

    /**
     * Each weight steps by its gradient over the root of the sum of its squared gradients so far (Duchi et al., 2011):
     * {@code adagrad(0.01)}.
     *
     * @throws IllegalArgumentException if the rate is not above 0
     */
    public static Adagrad adagrad(double learningRate) {
        return new Adagrad(learningRate);
    }

    // -- schedules: factors on the learning rate, by epochs counted over all calls of fit

    /** The same rate throughout: {@code trainer.schedule(constant())}. */
    public static Schedule constant() {
        return Schedules.constant();
    }

    /**
     * Times a factor after every so many epochs: {@code trainer.schedule(stepDecay(10, 0.5))}.
     *
     * @throws IllegalArgumentException if there is no epoch, or the factor is not above 0 and at most 1
     */
    public static Schedule stepDecay(int epochs, double factor) {
        return Schedules.step(epochs, factor);
    }

    /**
     * Times a factor with every epoch, factor^epoch, bit by bit: {@code trainer.schedule(exponentialDecay(0.95))}.
     *
     * @throws IllegalArgumentException if the factor is not above 0 and at most 1
     */
    public static Schedule exponentialDecay(double factor) {
        return Schedules.exponential(factor);
    }

    /**
     * Half a wave of the cosine from 1 to 0, (1 + cos(π epoch / epochs)) / 2, and 0 after (Loshchilov and Hutter, 2017):
     * {@code trainer.schedule(cosineDecay(20))}.
     *
     * @throws IllegalArgumentException if there is no epoch
     */
    public static Schedule cosineDecay(int epochs) {
        return Schedules.cosine(epochs);
    }

    /**
     * From near 0 up to the full rate in a straight line, then another schedule from its own beginning on: {@code
     * trainer.schedule(warmUp(2, cosineDecay(18)))}.
     *
     * @throws IllegalArgumentException if there is no epoch
     */
    public static Schedule warmUp(int epochs, Schedule after) {
        return Schedules.warmUp(epochs, after);
    }

    /**
     * One cycle: from 1/25 up to 1 over 30 % of the epochs, then down to 1/250,000, in half waves of the cosine (Smith and
     * Topin, 2018): {@code trainer.schedule(oneCycle(20))}.
     *
     * @throws IllegalArgumentException if there is no epoch
     */
    public static Schedule oneCycle(int epochs) {
        return Schedules.oneCycle(epochs);
    }

    /**
     * Times a factor whenever the validation loss (training loss without validation) has not got better for more than so
     * many epochs: {@code trainer.schedule(reduceOnPlateau(0.5, 3))}.
     *
     * @throws IllegalArgumentException if the factor is not above 0 and at most 1, or the patience below 0
     */
    public static Schedule reduceOnPlateau(double factor, int patience) {
        return Schedules.reduceOnPlateau(factor, patience);
    }

    /**
     * A schedule of your own, a factor made of the epochs done, such as 2.25, and the history: {@code schedule("root",
     * (epoch, history) -> 1 / Math.sqrt(1 + epoch))}.
     */
    public static Schedule schedule(String name, Schedule course) {
        return Schedules.schedule(name, course);
    }

    // -- training

    /**
     * A trainer that shows its progress live in the notebook: {@code trainer(net, crossEntropy(), adam(0.01)).batchSize(16)}.
     * Fitting refuses data that does not fit network or loss, and says why.
     */
    public static Trainer trainer(Network network, Loss loss, Optimizer optimizer) {
        return new Trainer(network, loss, optimizer).listen(new LiveProgress());
    }

    /**
     * A way of training as a value, for whatever trains several times: {@code recipe(rows -> trainer(network(inputs(rows),
     * dense(outputs(rows))), crossEntropy(), adam(0.01)))}. Applied to a split, it makes a trainer with a new network;
     * crossValidate and blame take it.
     */
    public static Function<Split, Trainer> recipe(Function<Split, Trainer> build) {
        return build;
    }

    /**
     * Trains one network for each fold and measures it on the rows that fold holds out, several at a time, showing
     * nothing meanwhile: {@code crossValidate(table.folds(3), fold -> trainer(network(inputs(fold), dense(outputs(fold))),
     * crossEntropy(), adam(0.01)), epochs(2), accuracy())}.
     *
     * @param build makes a new network and its trainer for a fold
     * @param metrics what to measure beside the loss; none for those of the trainer
     */
    public static CrossValidation crossValidate(
            Folds folds, Function<Split, Trainer> build, Epochs epochs, Metric... metrics) {
        return CrossValidation.of(folds, build, epochs, metrics);
    }

    /**
     * A search over settings, each judged by cross-validation: {@code search(table.folds(2), (fold, s) -> trainer(network(
     * inputs(fold), dense(s.whole("units")), relu(), dense(outputs(fold))), crossEntropy(), adam(s.number("rate"))))
     * .choose("units", 4, 8).logBetween("rate", 0.001, 0.1).random(3, epochs(2), seed(1))}. Settings are tried in a grid, at
     * random, or by halving: many for a few epochs, the best of them for more. The result shows all of them and tells the
     * best.
     *
     * @param build makes a new network and its trainer for a fold and a setting
     * @param metrics what to measure beside the loss; none for those of the trainer
     */
    public static Search search(Folds folds, BiFunction<Split, Setting, Trainer> build, Metric... metrics) {
        return Search.of(folds, build, metrics);
    }

    /**
     * Trainings kept in a file, one a line, to be compared across sessions; several processes may add to it at once:
     * {@code runs("runs.jsonl")}. {@link Runs#add(String, Trainer)} adds one, {@link Runs#lowest} sorts them, and {@link
     * Search#keep} adds each trial of a search.
     */
    public static Runs runs(String file) {
        return Runs.of(Path.of(Given.require(file, "runs", "the name of a file")));
    }

    /**
     * So many passes over the training rows, or fewer: {@code epochs(20)}, {@code epochs(100).patience(5)}, {@code
     * epochs(100).untilLoss(0.01)}.
     *
     * @throws IllegalArgumentException if there is no epoch
     */
    public static Epochs epochs(int count) {
        return new Epochs(count);
    }
}
