package org.cellwise.data.table;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cellwise.data.Deal;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * How rows go into parts.
 *
 * @param groups the column whose rows of one value stay together, null for none
 * @param time the column by which the earlier rows are for training, null for none
 */
record Dealing(String groups, String time) {
    static final Dealing AT_RANDOM = new Dealing(null, null);

    Dealing {
        if (groups != null && time != null) {
            throw new IllegalArgumentException(
                    "Rows are split by groups(\"%s\") or by time(\"%s\"), but not by both: choose one of the two"
                            .formatted(groups, time));
        }
    }

    Dealing withGroups(String column) {
        return new Dealing(Objects.requireNonNull(column, "groups expects the name of a column, but got null"), time);
    }

    Dealing withTime(String column) {
        return new Dealing(groups, Objects.requireNonNull(column, "time expects the name of a column, but got null"));
    }

    String method() {
        return time == null ? "groups" : "time";
    }

    List<String> used() {
        return groups != null ? List.of(groups) : time != null ? List.of(time) : List.of();
    }

    /**
     * Of these rows of a table, by their places among them; none where they go at random.
     *
     * @param classes of these rows, to keep in proportion; all 0 where there are none
     */
    Optional<Deal> deal(Table table, int[] classes, int... kept) {
        if (groups != null) {
            Column<?> column = table.column(groups);
            Map<Object, Integer> numbers = new HashMap<>();
            int[] of = Arrays.stream(kept)
                    .map(row -> numbers.computeIfAbsent(column.get(row), group -> numbers.size()))
                    .toArray();
            boolean isLabelled = Arrays.stream(classes).anyMatch(c -> c > 0);
            return Optional.of(isLabelled ? Deal.ofGroups(of, classes) : Deal.ofGroups(of));
        }
        return time == null
                ? Optional.empty()
                : Optional.of(Deal.inOrder(IntStream.range(0, kept.length)
                        .boxed()
                        .sorted(earlierFirst(table.column(time), kept))
                        .mapToInt(Integer::intValue)
                        .toArray()));
    }

    @SuppressWarnings("unchecked") // a column's values are of one class, which compares with itself
    static Comparator<Integer> earlierFirst(Column<?> column, int... kept) {
        if (column instanceof StringColumn) {
            throw new IllegalArgumentException(
                    "time expects a column of dates, times or numbers, but \"%s\" holds texts: read them as dates first"
                            .formatted(column.name()));
        }
        if (column instanceof NumericColumn<?> numbers) {
            return Comparator.comparingDouble(place -> numbers.getDouble(kept[place]));
        }
        return (a, b) -> ((Comparable<Object>) column.get(kept[a])).compareTo(column.get(kept[b]));
    }
}
