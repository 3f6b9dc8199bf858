package org.cellwise.data.table;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/**
 * How columns are read, where their types do not say it.
 *
 * @param categorical columns to take as categories whatever they hold
 * @param numeric columns of texts to take as numbers, and how those are written: {@link Locale#ROOT} to find it out
 * @param missing texts, and numbers as texts, that stand for missing values
 */
record Reading(Set<String> categorical, Map<String, Locale> numeric, Set<String> missing) {
    static final Reading PLAIN = new Reading(Set.of(), Map.of(), Set.of());

    Reading withCategorical(List<String> columns) {
        return new Reading(joined(categorical, columns), numeric, missing);
    }

    Reading withNumeric(Locale locale, List<String> columns) {
        Map<String, Locale> all = new HashMap<>(numeric);
        columns.forEach(column -> all.put(column, locale));
        return new Reading(categorical, Map.copyOf(all), missing);
    }

    Reading withMissing(List<String> texts) {
        return new Reading(categorical, numeric, joined(missing, texts));
    }

    private static Set<String> joined(Set<String> some, List<String> more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(more);
        return Set.copyOf(all);
    }

    /** Tells whether a column misses the value of a row. */
    IntPredicate missing(Column<?> column) {
        if (column instanceof NumericColumn<?> numbers) {
            double[] none = missing.stream()
                    .filter(Text::isNumber)
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            return none.length == 0
                    ? column::isMissing
                    : row -> column.isMissing(row) || isAmong(none, numbers.getDouble(row));
        }
        if (!(column instanceof StringColumn texts)) {
            return column::isMissing;
        }
        if (numeric.containsKey(column.name())) {
            return row ->
                    texts.isMissing(row) || missing.contains(texts.get(row)) || NumberText.isMissing(texts.get(row));
        }
        return missing.isEmpty() ? column::isMissing : row -> texts.isMissing(row) || missing.contains(texts.get(row));
    }

    private static boolean isAmong(double[] some, double value) {
        for (double one : some) {
            if (one == value) {
                return true;
            }
        }
        return false;
    }
}
