/**
 * Training: losses, optimizers, the trainer and its history.
 *
 * <p>A {@code Trainer} is a {@code Learner} with setters: {@code Stepper} runs a batch forward and back, {@code Updater}
 * moves the weights, {@code TrainingState} keeps what rewinding needs. A call of {@code fit} is a {@code Fit}, which takes
 * its batches from an {@code EpochRun} and measures {@code Predictions}. {@code Diagnostics}, {@code RateFinder}, {@code
 * StepExplainer}, {@code LossLandscape} and {@code WeightSweep} look into a training and leave it as it was.
 */
package org.cellwise.train;
