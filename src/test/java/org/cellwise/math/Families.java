package org.cellwise.math;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The families of loops under test; both on every machine where the tests run with the Vector API. */
public final class Families {
    private Families() {}

    static Stream<FloatMath> all() {
        return Stream.of(FloatMath.plain(), FloatMath.best());
    }

    /** The fastest loops on several threads, and how many helpers were started, which happens when work is first shared. */
    public static Compute compute(int threads, AtomicInteger started) {
        Workers workers = new Workers(threads, thread -> {
            started.incrementAndGet();
            thread.start();
        });
        return new Compute(FloatMath.best(), workers);
    }
}
