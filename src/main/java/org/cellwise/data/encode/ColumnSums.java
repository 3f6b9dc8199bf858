package org.cellwise.data.encode;

import java.util.Map;
import java.util.TreeMap;
import org.cellwise.text.Names;

/** What encoders are fitted on, of one column whose rows are elsewhere: sums that merge in any order. */
public final class ColumnSums {
    private static final int MOST_CATEGORIES = 10_000;

    private final String column;
    private final Moments moments; // null for categories
    private final Moments logarithms; // null where nobody asks
    private final Map<String, Long> counts = new TreeMap<>(); // of categories
    private long missing;

    private ColumnSums(String column, Moments moments, Moments logarithms) {
        this.column = column;
        this.moments = moments;
        this.logarithms = logarithms;
    }

    /**
     * Of none so far.
     *
     * @param numbers whether the column holds numbers; otherwise categories
     * @param logarithms whether the moments of ln(1 + number) are asked for
     */
    public static ColumnSums start(String column, boolean numbers, boolean logarithms) {
        return new ColumnSums(column, numbers ? new Moments() : null, logarithms ? new Moments() : null);
    }

    /** Adds a row without a value. */
    public void addMissing() {
        missing++;
    }

    /** Adds a number. */
    public void add(double value) {
        moments.add(value);
        if (logarithms != null) {
            logarithms.add(Scaling.logarithm(value));
        }
    }

    /**
     * Adds a category.
     *
     * @throws IllegalArgumentException if they become too many
     */
    public void add(String category, long times) {
        counts.merge(category, times, Long::sum);
        if (counts.size() > MOST_CATEGORIES) {
            throw new IllegalArgumentException(
                    "\"%s\" has more than %s different texts, too many for categories: leave it out of features(…), or group its texts"
                            .formatted(Names.shorten(column), MOST_CATEGORIES));
        }
    }

    /** Adds all that another one of the same column has seen. */
    public void merge(ColumnSums other) {
        missing += other.missing;
        if (moments != null) {
            moments.merge(other.moments);
        }
        if (logarithms != null) {
            logarithms.merge(other.logarithms);
        }
        other.counts.forEach(this::add);
    }

    /** All of it as texts and numbers, to be sent elsewhere. */
    public Object[] pack() {
        return new Object[] {
            column,
            moments == null ? null : moments.toLongs(),
            logarithms == null ? null : logarithms.toLongs(),
            counts.keySet().toArray(new String[0]),
            counts.values().stream().mapToLong(Long::longValue).toArray(),
            missing
        };
    }

    /** What {@link #pack} gave. */
    public static ColumnSums unpack(Object... packed) {
        ColumnSums sums = new ColumnSums(
                (String) packed[0],
                packed[1] == null ? null : Moments.ofLongs((long[]) packed[1]),
                packed[2] == null ? null : Moments.ofLongs((long[]) packed[2]));
        String[] texts = (String[]) packed[3];
        for (int i = 0; i < texts.length; i++) {
            sums.counts.put(texts[i], ((long[]) packed[4])[i]);
        }
        sums.missing = (long) packed[5];
        return sums;
    }

    /** Moments of the numbers. */
    public Moments moments() {
        return moments;
    }

    /** Moments of ln(1 + number). */
    public Moments logarithms() {
        return logarithms;
    }

    /** How often each category is there, by its text. */
    public Map<String, Long> counts() {
        return counts;
    }

    /** How many rows have no value. */
    public long missing() {
        return missing;
    }

    /** How many rows have a value. */
    public long present() {
        return moments != null
                ? moments.count()
                : counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
