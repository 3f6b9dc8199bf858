package org.cellwise.insight;

import org.cellwise.data.Batch;
import org.cellwise.network.Reading;
import org.cellwise.network.Trace;
import org.cellwise.text.Numbers;
import org.cellwise.train.loss.Loss;

/** Finds an activation at the end of a network that keeps outputs from what the loss reads or the targets hold. */
final class EndFindings {
    private EndFindings() {}

    /**
     * A sentence; null where all is well.
     *
     * @param name of the layer at the end
     * @param last step of the network
     */
    static String find(String name, Trace.Step last, Loss loss, Batch batch) {
        String function = last.op().name();
        double low = function.equals("tanh") ? -1 : 0;
        double high = function.equals("relu") ? Double.POSITIVE_INFINITY : 1;
        String kept = function.equals("relu") ? "cuts those below 0" : "keeps them within " + number(low) + " and 1";
        if (loss.reads().logits()) {
            return "%s: %s reads logits, which may be any numbers, but %s() at the end %s; leave it out, so that the network ends in dense(…)"
                    .formatted(name, loss.name(), function, kept);
        }
        if (loss.reads() != Reading.VALUES || batch.schema().classification()) {
            return null;
        }
        double[] range = targets(batch);
        return range[0] >= low && range[1] <= high
                ? null
                : "%s: the targets reach from %s to %s, but %s() at the end puts out nothing %s; leave it out, so that the network ends in dense(…), or scale the targets to that range"
                        .formatted(
                                name,
                                number(range[0]),
                                number(range[1]),
                                function,
                                high > 1 ? "below 0" : "beyond " + number(low) + " to 1");
    }

    /** The smallest and the largest of the targets that count. */
    private static double[] targets(Batch batch) {
        int positions = batch.schema().positions();
        int width = batch.schema().targetWidth() / positions;
        float[] weights = batch.weights();
        double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int i = 0; i < batch.count() * positions * width; i++) {
            if (weights == null || weights[i / width] != 0) {
                range[0] = Math.min(range[0], batch.targets()[i]);
                range[1] = Math.max(range[1], batch.targets()[i]);
            }
        }
        return range;
    }

    private static String number(double value) {
        return Numbers.significant(value, 3);
    }
}
