package org.cellwise.data.table;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

    /** Whether a column misses the value of a row. */
    boolean isMissing(Column<?> column, int row) {
        if (column.isMissing(row)) {
            return true;
        }
        if (column instanceof NumericColumn<?> numbers) {
            double value = missing.isEmpty() ? 0 : numbers.getDouble(row);
            return missing.stream().anyMatch(text -> Text.isNumber(text) && Double.parseDouble(text) == value);
        }
        if (!(column instanceof StringColumn texts)) {
            return false;
        }
        String text = texts.get(row);
        return missing.contains(text) || numeric.containsKey(column.name()) && NumberText.isMissing(text);
    }
}
