package org.cellwise.train;

/**
 * How long to train: a number of epochs, or less if the network no longer gets better or is good enough.
 *
 * @param most epochs at the most
 * @param patience stop after so many epochs without a better validation loss (training loss where there is no
 *     validation), and put the best weights back; 0 never stops for this
 * @param goodEnough stop once that loss is at most this; NaN never stops for this
 */
public record Epochs(int most, int patience, double goodEnough) {
    public Epochs {
        if (most < 1) {
            throw new IllegalArgumentException("epochs expects at least 1, but got " + most);
        }
        if (patience < 0) {
            throw new IllegalArgumentException("patience expects 0 or more epochs, but got " + patience);
        }
    }

    public Epochs(int most) {
        this(most, 0, Double.NaN);
    }

    /** Stops early when the loss has not got better for so many epochs, and keeps the best weights. */
    public Epochs patience(int epochs) {
        return new Epochs(most, epochs, goodEnough);
    }

    /** Stops early when the loss is good enough. */
    public Epochs untilLoss(double loss) {
        return new Epochs(most, patience, loss);
    }
}
