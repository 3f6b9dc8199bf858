package org.cellwise.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.text.Names;

/** Which rows go into which part: classes in proportion, groups together, or the earlier before the later. */
public final class Deal {
    private enum By {
        CLASS,
        GROUP,
        TIME
    }

    private final By by;
    private final int[] of; // class or group of each row; rows in order of time
    private final int[] begins; // of what each row predicts; null where that is of one moment
    private final int[] ends;
    private final int[] classes; // of each row, beside its group; null where none are kept in proportion

    private Deal(By by, int... of) {
        this(by, of, null, null, null);
    }

    private Deal(By by, int[] of, int[] begins, int[] ends, int[] classes) {
        this.by = by;
        this.of = of;
        this.begins = begins;
        this.ends = ends;
        this.classes = classes;
    }

    /**
     * At random, each class dealt out in the same proportions.
     *
     * @param classes class of each row; all 0 where there are none to keep in proportion
     */
    public static Deal ofClasses(int... classes) {
        return new Deal(By.CLASS, classes);
    }

    /**
     * At random, rows of one group in one part.
     *
     * @param groups group of each row, from 0 without gaps
     */
    public static Deal ofGroups(int... groups) {
        return new Deal(By.GROUP, groups);
    }

    /**
     * At random, rows of one group in one part, and classes as near to the same proportions as groups allow.
     *
     * @param groups group of each row, from 0 without gaps
     * @param classes class of each row
     */
    public static Deal ofGroups(int[] groups, int... classes) {
        return new Deal(By.GROUP, groups, null, null, classes);
    }

    /**
     * The earlier rows for training.
     *
     * @param order the rows, the earliest first
     */
    public static Deal inOrder(int... order) {
        return new Deal(By.TIME, order);
    }

    /**
     * The earlier rows for training, without those that predict what reaches into the next part.
     *
     * @param order the rows, the earliest first
     * @param begins first moment that each row predicts
     * @param ends last moment that each row predicts
     */
    public static Deal inOrder(int[] order, int[] begins, int[] ends) {
        return new Deal(By.TIME, order, begins, ends, null);
    }

    /** Those rows that predict nothing from the first moment on that the later ones predict. */
    private int[] before(int[] later, int... rows) {
        if (begins == null || later.length == 0) {
            return rows;
        }
        int first = Arrays.stream(later).map(row -> begins[row]).min().orElseThrow();
        return Arrays.stream(rows).filter(row -> ends[row] < first).toArray();
    }

    /** Some of the rows, which go into parts in the same way; numbered by their places among these. */
    Deal only(int... rows) {
        if (by != By.TIME) {
            int[] kept = Arrays.stream(rows).map(row -> of[row]).toArray();
            int[] known = Arrays.stream(kept).distinct().sorted().toArray();
            return by == By.CLASS // whose numbers messages name
                    ? new Deal(by, kept)
                    : new Deal(
                            by,
                            Arrays.stream(kept)
                                    .map(one -> Arrays.binarySearch(known, one))
                                    .toArray(),
                            null,
                            null,
                            classes == null
                                    ? null
                                    : Arrays.stream(rows)
                                            .map(row -> classes[row])
                                            .toArray());
        }
        int[] places = new int[of.length];
        Arrays.fill(places, -1);
        for (int i = 0; i < rows.length; i++) {
            places[rows[i]] = i;
        }
        return new Deal(
                by,
                Arrays.stream(of)
                        .map(row -> places[row])
                        .filter(place -> place >= 0)
                        .toArray(),
                begins == null
                        ? null
                        : Arrays.stream(rows).map(row -> begins[row]).toArray(),
                ends == null ? null : Arrays.stream(rows).map(row -> ends[row]).toArray(),
                null);
    }

    /** How many rows there are. */
    public int rows() {
        return of.length;
    }

    /** In what way, for people. */
    String words() {
        return switch (by) {
            case CLASS -> count(of) > 1 ? "classes in proportion" : "at random";
            case GROUP -> "groups together" + (classes == null ? "" : ", classes as near to proportion as they allow");
            case TIME -> "each held out after its training rows";
        };
    }

    /**
     * The rows of each part.
     *
     * @param shares size of each part but the last, which takes the rest; each above 0, and below 1 together
     */
    int[][] shares(Seed seed, double... shares) {
        return switch (by) {
            case CLASS -> Partition.of(of, seed, shares);
            case GROUP -> groups(seed.random(), Partition.withRest(shares));
            case TIME -> inTurn(shares);
        };
    }

    private int[][] inTurn(double... shares) {
        int[] cuts = new int[shares.length + 2];
        double share = 0;
        for (int part = 0; part < Partition.withRest(shares).length - 1; part++) {
            share += shares[part];
            cuts[part + 1] = (int) Math.round(share * of.length);
        }
        cuts[shares.length + 1] = of.length;
        int[][] parts = new int[shares.length + 1][];
        for (int part = 0; part < parts.length; part++) {
            parts[part] = Arrays.copyOfRange(of, cuts[part], cuts[part + 1]);
        }
        for (int part = 0; part < parts.length; part++) {
            parts[part] = part + 1 < parts.length ? before(parts[part + 1], parts[part]) : parts[part];
            if (parts[part].length == 0) {
                throw new IllegalArgumentException(
                        "Too few rows to split in order of time: %s leave part %s of %s empty"
                                .formatted(Names.count(of.length, "row"), part + 1, parts.length));
            }
        }
        return parts;
    }

    private int[][] groups(SeededRandom random, double... shares) {
        int[] partOf = GroupDeal.partOf(of, classes, random, shares);
        return IntStream.range(0, shares.length)
                .mapToObj(part -> rowsWhere(row -> partOf[of[row]] == part))
                .toArray(int[][]::new);
    }

    /** Training rows and held-out rows of each fold. */
    List<int[][]> folds(int count, Seed seed) {
        int units = by == By.GROUP ? sizes().length : of.length;
        int most = by == By.TIME ? units - 1 : units;
        if (count < 2 || count > most) {
            throw new IllegalArgumentException("folds expects a number from 2 to %s for %s%s, but got %s"
                    .formatted(
                            most,
                            Names.count(units, by == By.GROUP ? "group" : "row"),
                            by == By.TIME ? " in order of time" : "",
                            count));
        }
        if (by == By.TIME) {
            return stretches(count);
        }
        double[] even = new double[count];
        Arrays.fill(even, 1.0 / count);
        int[] foldOf = by == By.GROUP ? foldOfGroups(seed.random(), even) : foldOfClasses(seed.random(), count);
        return IntStream.range(0, count)
                .mapToObj(fold ->
                        new int[][] {rowsWhere(row -> foldOf[row] != fold), rowsWhere(row -> foldOf[row] == fold)})
                .toList();
    }

    /** Stretches of one length at the end, each after all rows before it, as scikit-learn's TimeSeriesSplit has them. */
    private List<int[][]> stretches(int count) {
        int length = of.length / (count + 1);
        List<int[][]> folds = new ArrayList<>();
        for (int from = of.length - count * length; from < of.length; from += length) {
            int[] held = Arrays.copyOfRange(of, from, from + length);
            folds.add(new int[][] {before(held, Arrays.copyOf(of, from)), held});
        }
        return folds;
    }

    private int[] foldOfGroups(SeededRandom random, double... even) {
        int[][] parts = groups(random, even);
        int[] foldOf = new int[of.length];
        for (int fold = 0; fold < parts.length; fold++) {
            for (int row : parts[fold]) {
                foldOf[row] = fold;
            }
        }
        return foldOf;
    }

    /** Rows of each class in turn, so that folds differ by one row at most, in each class and in all. */
    private int[] foldOfClasses(SeededRandom random, int count) {
        int[] sizes = sizes();
        for (int c = 0; c < sizes.length && sizes.length > 1; c++) {
            if (sizes[c] == 1) {
                throw new IllegalArgumentException(
                        "folds expects 2 rows or more of each class, so that none is held out that training has not seen, but class %s has 1: leave that row out, or join classes"
                                .formatted(c));
            }
        }
        int[] order = IntStream.range(0, of.length).toArray();
        random.shuffle(order);
        int[] next = new int[sizes.length]; // classes one after another: where the first one ends, the second goes on
        for (int c = 1; c < sizes.length; c++) {
            next[c] = next[c - 1] + sizes[c - 1];
        }
        int[] foldOf = new int[of.length];
        for (int row : order) {
            foldOf[row] = next[of[row]]++ % count;
        }
        return foldOf;
    }

    private int[] sizes() {
        int[] sizes = new int[count(of)];
        for (int one : of) {
            sizes[one]++;
        }
        return sizes;
    }

    private static int count(int... of) {
        return Arrays.stream(of).max().orElse(0) + 1;
    }

    private int[] rowsWhere(IntPredicate wanted) {
        return IntStream.range(0, of.length).filter(wanted).toArray();
    }
}
