package org.cellwise.train.schedule;

import java.util.List;
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

    /**
     * Kind and settings, plain values from which {@link Schedules#of} makes the same schedule again, on another machine.
     *
     * @throws IllegalStateException if it is one of one's own
     */
    default List<Object> describe() {
        throw new IllegalStateException(
                "The schedule " + this
                        + " is your own, and cannot be told to other machines: use one of the library's, or train on one machine");
    }
}
