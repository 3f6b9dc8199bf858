package org.cellwise.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.cellwise.text.Names;

/** Rows that were left out since they could not be read: how many, and what is wrong with the first few. */
public final class BadRows implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int TOLD = 5;

    private long count;
    private final List<String> first = new ArrayList<>();

    /** None so far. */
    BadRows() {}

    /** Adds one, by its place in a partition, both from 0. */
    void add(int partition, long row, String what) {
        count++;
        if (first.size() < TOLD) {
            first.add("partition %s, row %s: %s".formatted(partition, row, what));
        }
    }

    void merge(BadRows other) {
        count += other.count;
        for (String what : other.first) {
            if (first.size() < TOLD) {
                first.add(what);
            }
        }
    }

    /** How many. */
    public long count() {
        return count;
    }

    /** What is wrong with the first few: {@code partition 3, row 17: "age" …}. */
    public List<String> first() {
        return List.copyOf(first);
    }

    /** In a sentence; empty for none. */
    @Override
    public String toString() {
        return count == 0
                ? ""
                : "%s left out that could not be read (%s%s); strict() makes them an error"
                        .formatted(
                                Names.count(count, "row"), String.join("; ", first), count > first.size() ? "; …" : "");
    }
}
