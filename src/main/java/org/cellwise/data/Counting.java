package org.cellwise.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.cellwise.text.Given;
import org.cellwise.text.Names;

/** The rows of a dataset that weigh anything: metrics and pictures leave out the others. */
public final class Counting {
    private Counting() {}

    /**
     * The same dataset without the rows that weigh nothing.
     *
     * @throws IllegalArgumentException if all weigh nothing
     */
    public static Dataset of(Dataset data) {
        Given.require(data, "A look at rows", "rows, as of dataset(…) or split.train()");
        if (!data.isWeighted()) {
            return data;
        }
        int[] counting = rows(data);
        if (counting.length == 0) {
            throw new IllegalArgumentException(
                    "Pictures expect rows that weigh more than 0, but all %s weigh 0: choose rows that count"
                            .formatted(data.size()));
        }
        return counting.length == data.size() ? data : data.rows(counting);
    }

    /** How many rows weigh anything, in words: {@code 3 rows}. */
    public static String words(Dataset data) {
        return Names.count(rows(data).length, "row");
    }

    private static int[] rows(Dataset data) {
        return IntStream.range(0, data.size())
                .filter(row -> Arrays.stream(data.weightsOf(row)).anyMatch(weight -> weight > 0))
                .toArray();
    }
}
