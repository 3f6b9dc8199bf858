package org.cellwise.train.schedule;

import org.cellwise.train.state.History;

/**
 * How the learning rate changes over training: a factor on the trainer's own rate. It depends on the position and the
 * history alone and remembers nothing, so that training can be rewound.
 */
@FunctionalInterface
public interface Schedule {
    /**
     * The factor for the next step.
     *
     * @param epoch whole epochs done plus the part done of the one under way, such as 2.25
     * @param history the whole epochs so far
     */
    double factor(double epoch, History history);
}
