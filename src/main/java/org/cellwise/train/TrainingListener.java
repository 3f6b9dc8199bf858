package org.cellwise.train;

/**
 * Follows training, on the thread that trains. All methods do nothing unless overridden. The progress is
 * made only for those that ask, so that a step costs nothing where nobody listens.
 */
public interface TrainingListener {
    /** Before the first batch of a call of {@code fit}. */
    default void started(Progress progress) {}

    /**
     * Whether {@link #batchEnded} should be called now; cheap, because it is asked after every batch. A listener to
     * epochs alone says false, so that no progress is made for it.
     */
    default boolean wantsBatch() {
        return true;
    }

    /** After a batch for which {@link #wantsBatch} was true. */
    default void batchEnded(Progress progress) {}

    /** After an epoch, with its row in the history; also after one that a loop over {@code batches} has run to its end. */
    default void epochEnded(Progress progress) {}

    /** Once at the end of a call of {@code fit}, however it ended. */
    default void ended(Progress progress) {}

    /** After another state was put in place: by rewind, restore or load, or because training diverged. */
    default void moved() {}

    /**
     * One like it for a branch of the training, see {@link Trainer#branch}; null for none, as unless overridden.
     *
     * @param branch that it is going to follow
     */
    default TrainingListener branched(Trainer branch) {
        return null;
    }

    /** Whether it shows training as it goes; {@code quiet()} takes such listeners away. */
    default boolean isDisplay() {
        return false;
    }
}
