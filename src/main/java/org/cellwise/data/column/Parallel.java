package org.cellwise.data.column;

import java.util.List;
import java.util.function.Function;

/** Work on columns by several threads; what it refuses is said as if it had been done one after another. */
public final class Parallel {
    private Parallel() {}

    /** What becomes of each, in order. */
    public static <A, B> List<B> map(List<A> all, Function<A, B> work) {
        try {
            return all.parallelStream().map(work).toList();
        } catch (IllegalArgumentException e) {
            return all.stream().map(work).toList(); // the first one to refuse, not the fastest
        }
    }
}
