package org.cellwise.data.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cellwise.data.csv.Cells;
import org.cellwise.data.csv.Country;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/** The cells of a column that are no numbers: dates and times, yes or no, or texts. */
final class CellTexts {
    private static final Set<String> MISSING =
            Set.of("NA", "N/A", "n/a", "#N/A", "NaN", "nan", "null", "NULL", "*", "?", "<NA>");
    private static final Set<String> TRUE = Set.of("T", "t", "Y", "y", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("F", "f", "N", "n", "FALSE", "false", "False");
    private static final int KNOWN = 1 << 14; // texts of which one copy is enough

    private final String name;
    private final Cells cells;
    private final Country country;
    private final CellColumn.Markers markers = new CellColumn.Markers();
    private final List<String> notes = new ArrayList<>();
    private int present;
    private boolean hasDayFirst;

    CellTexts(String name, Cells cells, Country country) {
        this.name = name;
        this.cells = cells;
        this.country = country;
    }

    /** The column as texts, whatever they look like. */
    StringColumn texts() {
        return texts(missing());
    }

    private boolean[] missing() {
        boolean[] missing = new boolean[cells.size()];
        for (int i = 0; i < missing.length; i++) {
            missing[i] = isMissing(i);
            present += missing[i] ? 0 : 1;
        }
        return missing;
    }

    Column<?> column() {
        boolean[] missing = missing();
        if (present > 0) {
            if (areBooleans(missing)) {
                return booleans(missing);
            }
            CellDates dates = new CellDates(name, cells, missing, country);
            Column<?> column = dates.column();
            notes.addAll(dates.notes());
            hasDayFirst = dates.hasDayFirst();
            if (column != null) {
                return column;
            }
        }
        return texts(missing);
    }

    Map<String, Integer> markers() {
        return markers.counts();
    }

    /** Whether its texts are dates that begin with the day. */
    boolean hasDayFirst() {
        return hasDayFirst;
    }

    List<String> notes() {
        return notes;
    }

    private boolean isMissing(int cell) {
        int length = cells.end(cell) - cells.start(cell);
        if (length == 0) {
            return true;
        }
        if (length > 4) {
            return false;
        }
        String text = cells.text(cell);
        if (MISSING.contains(text)) {
            markers.add(text);
            return true;
        }
        return false;
    }

    private boolean areBooleans(boolean... missing) {
        for (int i = 0; i < missing.length; i++) {
            if (!missing[i]) {
                String text = cells.end(i) - cells.start(i) > 5 ? "" : cells.text(i);
                if (!TRUE.contains(text) && !FALSE.contains(text)) {
                    return false;
                }
            }
        }
        return true;
    }

    private BooleanColumn booleans(boolean... missing) {
        BooleanColumn column = BooleanColumn.create(name);
        for (int i = 0; i < missing.length; i++) {
            if (missing[i]) {
                column.appendMissing();
            } else {
                column.append(TRUE.contains(cells.text(i)));
            }
        }
        return column;
    }

    private StringColumn texts(boolean... missing) {
        StringColumn column = StringColumn.create(name);
        String[] known = new String[KNOWN];
        byte[] letters = cells.bytes();
        for (int i = 0; i < missing.length; i++) {
            if (missing[i]) {
                column.appendMissing();
            } else {
                column.append(letters == null ? cells.text(i) : text(i, letters, known));
            }
        }
        return column;
    }

    /** A text that is the same object as an equal one before, where that was kept. */
    private String text(int cell, byte[] letters, String... known) {
        int start = cells.start(cell);
        int end = cells.end(cell);
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + letters[i];
        }
        int place = (hash ^ hash >>> 14) & KNOWN - 1;
        String before = known[place];
        if (before != null && before.length() == end - start && isSame(before, letters, start)) {
            return before;
        }
        known[place] = cells.text(cell);
        return known[place];
    }

    private static boolean isSame(String text, byte[] letters, int start) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != (letters[start + i] & 0xff)) {
                return false;
            }
        }
        return true;
    }
}
