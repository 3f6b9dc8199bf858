package org.cellwise.train;

import java.util.List;
import org.cellwise.data.Source;
import org.cellwise.network.Network;
import org.cellwise.train.optimizer.Gradients;
import org.cellwise.train.optimizer.Optimizer;
import org.cellwise.train.optimizer.Updater;
import org.cellwise.train.schedule.Schedules;

/**
 * All that a program elsewhere needs to go on with a training as the trainer would, as plain numbers: what stands between
 * two epochs. Order and slots are those of the network's flat parameters.
 *
 * @param weights a copy
 * @param slots what the optimizer remembers, a number for each weight in each; zeros for what never moved
 * @param updates how often the weights have moved
 * @param order state of the generator that the order of rows follows from
 * @param learningRate of the next step
 * @param l1 how much Σ|w| counts beside the loss
 * @param l2 how much Σw²/2 counts beside the loss
 * @param decayBiases whether decay and penalties touch biases too
 * @param clipNorm the length that gradients are scaled down to; infinite for none
 * @param clipValue the size that numbers of gradients are cut to; infinite for none
 * @param batchSize rows of a step
 * @param epochs done so far
 * @param receipt of the training, with these rows
 */
public record Continuation(
        float[] weights,
        float[][] slots,
        long updates,
        long order,
        Optimizer optimizer,
        double learningRate,
        double l1,
        double l2,
        boolean decayBiases,
        double clipNorm,
        double clipValue,
        int batchSize,
        int epochs,
        Receipt receipt) {
    /**
     * Of a trainer at this moment.
     *
     * @param asker who wants it, for errors
     * @param data the rows that training goes on with
     * @throws IllegalArgumentException if its settings change the rate or the pace of steps: a schedule, {@code layerRate},
     *     {@code accumulate}
     * @throws IllegalStateException if it stands within an epoch, or another thread is training the network
     */
    public static Continuation of(String asker, Trainer trainer, Source data) {
        return Claim.atRest(asker, trainer.network, () -> {
            Step step = trainer.step;
            requireSteady(asker, step);
            if (trainer.passes.position() != null || trainer.state.gathered().batches() > 0) {
                throw new IllegalStateException(asker
                        + " goes on from the end of an epoch, but the last one was stopped midway: call trainer.resume(),"
                        + " or trainer.rewind(…) to the epoch before");
            }
            Network network = trainer.network;
            Updater updater = step.updater();
            Gradients gradients = updater.gradients();
            float[] weights = network.parameters().values().clone();
            float[][] slots = new float[step.optimizer().slots()][weights.length];
            for (int i = 0; i < slots.length; i++) {
                updater.remembered().unpack(updater.slots()[i], slots[i]);
            }
            return new Continuation(
                    weights,
                    slots,
                    updater.updates(),
                    step.order().state(),
                    step.optimizer(),
                    step.rate(),
                    gradients.absolutePenalty(),
                    gradients.squaredPenalty(),
                    updater.decaysAll(),
                    gradients.maximumNorm(),
                    gradients.maximumValue(),
                    trainer.batchSize(),
                    trainer.history().size(),
                    Receipt.of(data, trainer.seed, trainer.settings(), weights));
        });
    }

    private static void requireSteady(String asker, Step step) {
        List<String> changing = List.of(
                step.schedule() == Schedules.constant()
                        ? ""
                        : "a schedule of the learning rate: call trainer.schedule(constant())",
                step.updater().hasOneRate() ? "" : "layers with rates of their own: call trainer.layerRate(\"*\", 1)",
                step.accumulated() == 1 ? "" : "batches that accumulate: call trainer.accumulate(1)");
        for (String what : changing) {
            if (!what.isEmpty()) {
                throw new IllegalArgumentException(asker
                        + " expects a trainer whose steps are all alike, but this one has " + what
                        + ", or train on with"
                        + " fit");
            }
        }
    }
}
