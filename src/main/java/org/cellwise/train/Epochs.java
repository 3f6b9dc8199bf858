package org.cellwise.train;

/**
 * How long to train: a number of epochs, or less if the network no longer gets better or is good enough.
 *
 * @param maximum number of epochs
 * @param patience stop after so many epochs without a better loss, and put the best weights back; 0 never stops for this.
 *     The loss is that on the validation rows; where there are none, that on all training rows, which are run once more
 *     after each epoch, so that it belongs to the weights that are kept
 * @param goodEnough stop once the loss is at most this: that on the validation rows, else that of patience, else the mean
 *     training loss of the epoch; NaN never stops for this
 */
public record Epochs(int maximum, int patience, double goodEnough) {
    public Epochs {
        if (maximum < 1) {
            throw new IllegalArgumentException("epochs expects at least 1, but got " + maximum);
        }
        if (patience < 0) {
            throw new IllegalArgumentException("patience expects 0 or more epochs, but got " + patience);
        }
    }

    public Epochs(int maximum) {
        this(maximum, 0, Double.NaN);
    }

    /**
     * Stops early when the loss has not got better for so many epochs, and keeps the best weights.
     *
     * @throws IllegalArgumentException if the number is below 0
     */
    public Epochs patience(int epochs) {
        return new Epochs(maximum, epochs, goodEnough);
    }

    /**
     * Stops early when the loss is good enough.
     *
     * @throws IllegalArgumentException if the loss is NaN
     */
    public Epochs untilLoss(double loss) {
        if (Double.isNaN(loss)) {
            throw new IllegalArgumentException("untilLoss expects a number, but got NaN");
        }
        return new Epochs(maximum, patience, loss);
    }
}
