package org.cellwise.tensor;

import java.util.Arrays;
import org.cellwise.math.Compute;
import org.cellwise.math.Workers;

/** Sets numbers to 0, on several threads where that pays, without making a task each time. */
final class Zeros implements Workers.Task {
    /** Numbers under which the caller's thread does it without asking. */
    private static final int FEW = 1 << 16;

    private float[] array;

    /** The first n numbers. */
    void fill(Compute compute, float[] numbers, int n) {
        if (n < FEW) {
            Arrays.fill(numbers, 0, n, 0f);
        } else {
            array = numbers;
            compute.range(n, 1, this);
        }
    }

    @Override
    public void run(int from, int to) {
        Arrays.fill(array, from, to, 0f);
    }
}
