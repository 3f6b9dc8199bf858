package org.cellwise.model.exchange;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is done with an array on its way into a parameter, or into some columns of one. */
public final class Conversion {
    private static final int TILE = 32; // rows and columns that stay in the cache while they are turned
    private static final Order ROW_BY_ROW = Conversion::rowByRow;
    private static final Order COLUMN_BY_COLUMN = Conversion::columnByColumn;

    /** The same shape and order. */
    public static final Conversion AS_IS = new Conversion("as it is", Fit.EXACT, identity(), ROW_BY_ROW);
    /** The same numbers in the same order, where axes of size 1 come or go. */
    static final Conversion RESHAPED =
            new Conversion("as it is, but for axes of size 1", Fit.SQUEEZED, identity(), ROW_BY_ROW);
    /** The same numbers in the same order, several axes as one: (width, heads, depth) becomes (width, heads · depth). */
    static final Conversion MERGED = new Conversion("with heads side by side", Fit.MERGED, identity(), ROW_BY_ROW);
    /** Of a table with more rows the first ones. */
    static final Conversion FIRST_ROWS = new Conversion("its first rows", Fit.MORE_ROWS, identity(), ROW_BY_ROW);
    /** (out, in) becomes (in, out). */
    public static final Conversion TRANSPOSED =
            new Conversion("transposed", Fit.EXACT, Conversion::lastFirst, COLUMN_BY_COLUMN);
    /** The first axis goes to the end: (filters, channels, kernel, kernel) becomes (channels, kernel, kernel, filters). */
    static final Conversion FIRST_AXIS_LAST =
            new Conversion("first axis last", Fit.EXACT, Conversion::lastFirst, COLUMN_BY_COLUMN);
    /** (filters, width, kernel) becomes (kernel, width, filters). */
    static final Conversion REVERSED = new Conversion(
            "axes reversed",
            Fit.EXACT,
            ours -> new long[] {ours[2], ours[1], ours[0]},
            ours -> (row, column) -> (column * ours[1] + row % ours[1]) * ours[0] + row / ours[1]);
    /** Keras's (height, width, in, out) becomes (in, height, width, out). */
    static final Conversion INPUTS_FIRST =
            new Conversion("inputs first", Fit.EXACT, ours -> new long[] {ours[1], ours[2], ours[0], ours[3]}, ours -> {
                int area = ours[1] * ours[2];
                return (row, column) -> (row % area * ours[0] + row / area) * ours[3] + column;
            });
    /** Keras's (height, width, channels, 1) becomes (channels, height, width). */
    static final Conversion CHANNELS_FIRST = new Conversion(
            "channels first", Fit.EXACT, ours -> new long[] {ours[1], ours[2], ours[0], 1}, ours -> (row, column) -> {
                int place = row % ours[1] * ours[2] + column;
                return place * ours[0] + row / ours[1];
            });
    /** Keras's gates of a GRU, update and reset, the other way round. */
    static final Conversion RESET_FIRST = new Conversion("reset gate first", Fit.EXACT, identity(), ours -> {
        int columns = ours[ours.length - 1];
        return (row, column) -> row * columns + resetFirst(column, columns);
    });

    static final Conversion ZEROS = new Conversion("zeros", Fit.EXACT, identity(), null);
    static final Conversion ONES = new Conversion("ones", Fit.EXACT, identity(), null);

    private final String words;
    private final Fit fit;
    private final Sizes sizes;
    private final Order order;

    private enum Fit {
        EXACT,
        SQUEEZED,
        MERGED,
        MORE_ROWS
    }

    /** The shape that an array is expected to have, for ours. */
    private interface Sizes {
        long[] theirs(int... ours);
    }

    /** Where a number of ours, by row and column, stands in their array. */
    private interface Order {
        IntBinaryOperator of(int... ours);
    }

    private Conversion(String words, Fit fit, Sizes sizes, Order order) {
        this.words = words;
        this.fit = fit;
        this.sizes = sizes;
        this.order = order;
    }

    /** A row of Keras's two rows of biases of a GRU, that of the inputs or that of the state. */
    static Conversion resetFirstOfRow(int which) {
        return new Conversion(
                (which == 0 ? "its first" : "its second") + " row, reset gate first",
                Fit.EXACT,
                ours -> new long[] {2, ours[0]},
                ours -> (row, column) -> which * ours[0] + resetFirst(column, ours[0]));
    }

    /**
     * Queries or keys as llama.cpp keeps them for rotary positions, with the two halves of each head in turn, transposed.
     */
    static Conversion unwoven(int heads) {
        return new Conversion("transposed, halves of heads apart", Fit.EXACT, Conversion::lastFirst, ours -> {
            int rows = ours[0];
            int depth = ours[1] / heads;
            return (row, column) -> {
                int inHead = column % depth;
                int half = depth / 2;
                int woven = inHead < half ? 2 * inHead : 2 * (inHead - half) + 1;
                return (column - inHead + woven) * rows + row;
            };
        });
    }

    private static int resetFirst(int column, int columns) {
        int third = columns / 3;
        return column < third ? column + third : column < 2 * third ? column - third : column;
    }

    private static Sizes identity() {
        return ours -> Arrays.stream(ours).asLongStream().toArray();
    }

    private static long[] lastFirst(int... ours) {
        long[] theirs = new long[ours.length];
        theirs[0] = ours[ours.length - 1];
        for (int i = 1; i < theirs.length; i++) {
            theirs[i] = ours[i - 1];
        }
        return theirs;
    }

    private static IntBinaryOperator rowByRow(int... ours) {
        int columns = ours[ours.length - 1];
        return (row, column) -> row * columns + column;
    }

    private static IntBinaryOperator columnByColumn(int... ours) {
        int rows = Arrays.stream(ours, 0, ours.length - 1).reduce(1, (a, b) -> a * b);
        return (row, column) -> column * rows + row;
    }

    /** Whether numbers come from no array. */
    boolean isFilling() {
        return order == null;
    }

    /** Whether an array of a shape can become ours. */
    boolean fits(List<Long> theirs, int... ours) {
        List<Long> expected = Arrays.stream(sizes.theirs(ours)).boxed().toList();
        return switch (fit) {
            case EXACT -> theirs.equals(expected);
            case SQUEEZED -> squeezed(theirs).equals(squeezed(expected));
            case MERGED -> products(theirs).containsAll(products(expected)) && product(theirs) == product(expected);
            case MORE_ROWS ->
                squeezed(theirs).size() == 2
                        && squeezed(theirs).get(0) >= expected.get(0)
                        && squeezed(theirs).get(1).equals(expected.get(1));
        };
    }

    /** The shape of an array that could become ours, in words. */
    String expected(int... ours) {
        return Arrays.stream(sizes.theirs(ours)).mapToObj(String::valueOf).collect(Collectors.joining(" x "));
    }

    private static List<Long> squeezed(List<Long> sizes) {
        return sizes.stream().filter(size -> size != 1).toList();
    }

    private static long product(List<Long> sizes) {
        return sizes.stream().reduce(1L, (a, b) -> a * b);
    }

    /** Of each of the last axes. */
    private static List<Long> products(List<Long> sizes) {
        return IntStream.rangeClosed(0, sizes.size())
                .mapToObj(i -> product(sizes.subList(i, sizes.size())))
                .toList();
    }

    /**
     * Puts numbers where they belong.
     *
     * @param at where the parameter begins
     * @param ours sizes of the part of it, which is some columns
     * @param column the first of these columns
     * @param width how many columns the whole parameter has
     */
    void put(float[] from, float[] into, int at, int[] ours, int column, int width) {
        int columns = ours[ours.length - 1];
        int rows = Arrays.stream(ours, 0, ours.length - 1).reduce(1, (a, b) -> a * b);
        if (isFilling()) {
            for (int row = 0; row < rows; row++) {
                int first = at + row * width + column;
                Arrays.fill(into, first, first + columns, this == ONES ? 1 : 0);
            }
            return;
        }
        if (order == COLUMN_BY_COLUMN) {
            turn(from, into, at + column, rows, columns, width);
            return;
        }
        IntBinaryOperator source = order.of(ours);
        for (int row = 0; row < rows; row++) {
            int first = at + row * width + column;
            if (order == ROW_BY_ROW) {
                System.arraycopy(from, row * columns, into, first, columns);
                continue;
            }
            for (int i = 0; i < columns; i++) {
                into[first + i] = from[source.applyAsInt(row, i)];
            }
        }
    }

    private static void turn(float[] from, float[] into, int at, int rows, int columns, int width) {
        for (int top = 0; top < rows; top += TILE) {
            for (int left = 0; left < columns; left += TILE) {
                int bottom = Math.min(rows, top + TILE);
                int right = Math.min(columns, left + TILE);
                for (int row = top; row < bottom; row++) {
                    for (int i = left; i < right; i++) {
                        into[at + row * width + i] = from[i * rows + row];
                    }
                }
            }
        }
    }

    @Override
    public String toString() {
        return words;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Conversion conversion && conversion.words.equals(words);
    }

    @Override
    public int hashCode() {
        return words.hashCode();
    }
}
