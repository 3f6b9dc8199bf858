package org.cellwise.chart.learning;

import java.util.List;
import java.util.stream.IntStream;

/** Picks a few of many. */
final class Frames {
    private Frames() {}

    /** At most so many of them, evenly spread, the first and the last among them. */
    static <T> List<T> evenly(List<T> all, int limit) {
        int count = Math.min(limit, all.size());
        return IntStream.range(0, count)
                .mapToObj(i ->
                        all.get(count == 1 ? all.size() - 1 : (int) Math.round(i * (all.size() - 1.0) / (count - 1))))
                .toList();
    }
}
