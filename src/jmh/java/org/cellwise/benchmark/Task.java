package org.cellwise.benchmark;

/** A network and what it learns. */
public enum Task {
    /** 3-4-4-2 with sigmoids, squared error, plain descent. */
    TINY_1(1),
    TINY_4(4),
    /** 4-16-16-3 with relus, cross-entropy, Adam. */
    IRIS(16),
    /** 784-256-128-10 with relus, cross-entropy, Adam. */
    DENSE(128),
    /** Convolution 3x3x16, pool, convolution 3x3x32, pool, dense 128, dense 10. */
    CONV(128);

    final int batchSize;

    Task(int batchSize) {
        this.batchSize = batchSize;
    }

    Examples examples() {
        return switch (this) {
            case TINY_1, TINY_4 -> Examples.tiny();
            case IRIS -> Examples.iris();
            case DENSE -> Examples.fashion(60_000);
            case CONV -> Examples.fashion(12_800);
        };
    }
}
