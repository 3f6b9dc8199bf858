package org.cellwise.train;

import org.cellwise.train.state.History;

/**
 * Where a running {@code fit} stands; a snapshot.
 *
 * @param state running, or how it ended
 * @param epoch the epoch under way, or the last one trained, counted from 1 over all calls of {@code fit}
 * @param firstEpoch the first epoch of this call
 * @param lastEpoch the epoch that this call is to reach
 * @param batch batches done in the epoch under way
 * @param batches batches in an epoch
 * @param loss mean training loss of the epoch under way so far, NaN before its first batch
 * @param seconds trained by this call of {@code fit}, with those of the cut epoch or call that it continues
 * @param history all whole epochs so far, live
 * @param message why training ended early, or what is odd about it, in sentences; empty while running, and where it ran to
 *     its end with nothing to say
 * @param secondsLeft estimated until this call ends, from how fast the last half of its batches was; NaN before there is
 *     anything to estimate from
 */
public record Progress(
        State state,
        int epoch,
        int firstEpoch,
        int lastEpoch,
        int batch,
        int batches,
        double loss,
        double seconds,
        History history,
        String message,
        double secondsLeft) {
    /** With an estimate from all the time so far. */
    public Progress(
            State state,
            int epoch,
            int firstEpoch,
            int lastEpoch,
            int batch,
            int batches,
            double loss,
            double seconds,
            History history,
            String message) {
        this(
                state,
                epoch,
                firstEpoch,
                lastEpoch,
                batch,
                batches,
                loss,
                seconds,
                history,
                message,
                secondsLeft(seconds, fraction(epoch, firstEpoch, lastEpoch, batch, batches)));
    }

    /** Running, or how training ended. */
    public enum State {
        RUNNING,
        FINISHED,
        INTERRUPTED,
        STOPPED_EARLY,
        /** Loss or weights were no longer finite. */
        DIVERGED,
        /** Ended by an error, which fit throws. */
        FAILED
    }

    /** With another estimate. */
    Progress secondsLeft(double estimated) {
        return new Progress(
                state, epoch, firstEpoch, lastEpoch, batch, batches, loss, seconds, history, message, estimated);
    }

    /** Part of this call's work that is done, from 0 to 1. */
    public double fraction() {
        return fraction(epoch, firstEpoch, lastEpoch, batch, batches);
    }

    private static double fraction(int epoch, int firstEpoch, int lastEpoch, int batch, int batches) {
        double done = (epoch - firstEpoch) + (batches == 0 ? 0 : (double) batch / batches);
        return Math.min(1, Math.max(0, done / (lastEpoch - firstEpoch + 1)));
    }

    private static double secondsLeft(double seconds, double fraction) {
        return fraction == 0 ? Double.NaN : seconds * (1 - fraction) / fraction;
    }

    /** How it ended, in a sentence. */
    @Override
    public String toString() {
        String trained = epoch > firstEpoch ? "Epochs %s to %s".formatted(firstEpoch, epoch) : "Epoch " + epoch;
        return switch (state) {
            case RUNNING -> "Epoch %s of %s, batch %s of %s".formatted(epoch, lastEpoch, batch, batches);
            case FINISHED, STOPPED_EARLY -> trained + " trained" + (message.isEmpty() ? "" : ": " + message);
            case INTERRUPTED -> "Training was " + message;
            default -> message;
        };
    }
}
