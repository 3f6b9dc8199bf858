package org.cellwise.data.column;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Rows by the value of one column, such as their class.
 *
 * @param column name of the column
 * @param names of the groups, in alphabetical order or in that of their numbers
 * @param of for each row the index of its group; -1 where the value is missing
 */
public record Groups(String column, List<String> names, int[] of) {
    /** More numbers than this are not taken for groups. */
    static final int MAX_NUMBERS = 20;

    /** Where a group of all others stands last. */
    public static final String OTHERS = "others";

    static Groups of(Column.Texts column) {
        int[] counts = column.counts();
        List<Integer> present = IntStream.range(0, counts.length)
                .filter(code -> counts[code] > 0)
                .boxed()
                .sorted(Comparator.comparing(column.texts()::get, order(column.texts())))
                .toList();
        int[] places = new int[counts.length];
        for (int i = 0; i < present.size(); i++) {
            places[present.get(i)] = i;
        }
        int[] of = Arrays.stream(column.codes())
                .map(code -> code < 0 ? -1 : places[code])
                .toArray();
        return new Groups(
                column.name(), present.stream().map(column.texts()::get).toList(), of);
    }

    /** Null where there are too many different numbers. */
    static Groups of(Column.Numbers column) {
        Map<Double, Integer> places = new TreeMap<>();
        for (double value : column.values()) {
            if (!Double.isNaN(value)) {
                places.putIfAbsent(value + 0.0, 0); // one zero
                if (places.size() > MAX_NUMBERS) {
                    return null;
                }
            }
        }
        List<String> names = places.keySet().stream()
                .map(value -> column.unit().text(value, 6))
                .toList();
        int next = 0;
        for (Map.Entry<Double, Integer> place : places.entrySet()) {
            place.setValue(next++);
        }
        int[] of = Arrays.stream(column.values())
                .mapToInt(value -> Double.isNaN(value) ? -1 : places.get(value + 0.0))
                .toArray();
        return new Groups(column.name(), names, of);
    }

    private static Comparator<String> order(List<String> texts) {
        try {
            texts.forEach(Double::parseDouble);
            return Comparator.<String>comparingDouble(Double::parseDouble).thenComparing(Comparator.naturalOrder());
        } catch (NumberFormatException words) {
            return Comparator.naturalOrder();
        }
    }

    /** How many rows each group has. */
    public int[] counts() {
        int[] counts = new int[names.size()];
        for (int group : of) {
            if (group >= 0) {
                counts[group]++;
            }
        }
        return counts;
    }

    /** How many rows are in no group. */
    public int missing() {
        return (int) Arrays.stream(of).filter(group -> group < 0).count();
    }

    /** These groups where there are so many at most; else the largest ones, and behind them one of all {@link #OTHERS}. */
    public Groups atMost(int limit) {
        if (names.size() <= limit) {
            return this;
        }
        int[] counts = counts();
        int[] kept = IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparingInt(group -> -counts[group]))
                .limit(limit - 1L)
                .sorted()
                .mapToInt(Integer::intValue)
                .toArray();
        int[] places = new int[counts.length];
        Arrays.fill(places, kept.length);
        for (int i = 0; i < kept.length; i++) {
            places[kept[i]] = i;
        }
        List<String> some = IntStream.rangeClosed(0, kept.length)
                .mapToObj(i -> i < kept.length ? names.get(kept[i]) : OTHERS)
                .toList();
        return new Groups(
                column,
                some,
                Arrays.stream(of).map(group -> group < 0 ? -1 : places[group]).toArray());
    }
}
