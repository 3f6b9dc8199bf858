/**
 * Training: the trainer, its step, and what a call of {@code fit} does.
 *
 * <p>A {@code Trainer} is a {@code Step} with setters and a state. {@code Step} adds the gradients of batches ({@code
 * Forward} runs them) and moves the weights by them. A call of {@code fit} is a {@code Fit}; it and a loop of the user's
 * own take their batches from an {@code Epoch}, and {@code Passes} knows which one is under way. {@code Evaluator} measures
 * rows that are not learned from; {@code Patience} stops early, {@code Rescue} goes back after a divergence.
 */
package org.cellwise.train;
