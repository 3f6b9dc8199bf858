package org.cellwise.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What training has measured so far, epoch by epoch; it grows while a {@link Trainer} trains. */
public final class History {
    /**
     * One pass over the training rows.
     *
     * @param number counted from 1 over all calls of {@code fit}
     * @param loss mean training loss, taken while the weights moved
     * @param validationLoss loss on the validation rows after the epoch, NaN where there are none
     * @param metrics by name, on the training rows
     * @param validationMetrics by name, on the validation rows; empty where there are none
     * @param learningRate at the epoch's last step
     * @param seconds wall-clock time
     */
    public record Epoch(
            int number,
            double loss,
            double validationLoss,
            Map<String, Double> metrics,
            Map<String, Double> validationMetrics,
            double learningRate,
            double seconds) {}

    private final List<Epoch> epochs = new ArrayList<>();

    /** The epochs, oldest first, as an unmodifiable view. */
    public List<Epoch> epochs() {
        return Collections.unmodifiableList(epochs);
    }

    /** Number of whole epochs trained. */
    public int size() {
        return epochs.size();
    }

    /** The newest epoch; an error when there is none. */
    public Epoch last() {
        if (epochs.isEmpty()) {
            throw new IllegalStateException("The history is empty: train first, with trainer.fit(…)");
        }
        return epochs.get(epochs.size() - 1);
    }

    /** Training loss by epoch. */
    public double[] loss() {
        return column(Epoch::loss);
    }

    /** Validation loss by epoch, NaN where none was measured. */
    public double[] validationLoss() {
        return column(Epoch::validationLoss);
    }

    private double[] column(ToDoubleFunction<Epoch> value) {
        return epochs.stream().mapToDouble(value).toArray();
    }

    void add(Epoch epoch) {
        epochs.add(epoch);
    }

    /** One line of the newest numbers. */
    @Override
    public String toString() {
        if (epochs.isEmpty()) {
            return "History of 0 epochs";
        }
        Epoch last = last();
        StringBuilder text = new StringBuilder("History of %d epochs, loss %.4g".formatted(size(), last.loss));
        if (!Double.isNaN(last.validationLoss)) {
            text.append(", validation loss %.4g".formatted(last.validationLoss));
        }
        last.metrics.forEach((name, value) -> text.append(", %s %.4g".formatted(name, value)));
        last.validationMetrics.forEach((name, value) -> text.append(", validation %s %.4g".formatted(name, value)));
        return text.toString();
    }
}
