package org.cellwise.data.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Takes the fields of a file as they are read into the cells of its columns; makes no text of a field. */
final class CellCollector extends AbstractBaseCsvCallbackHandler<Object> {
    private static final int LONGEST_CELL = 100_000;
    private static final int MOST_COLUMNS = 100_000;
    private static final int CELL = 4; // bytes beside the letters

    private final long room;
    private List<String> names;
    private boolean hasNames = true;
    private boolean isNameless; // whether the first line is no line of names for sure
    private Cells[] cells;
    private final List<String> first = new ArrayList<>();
    private boolean isQuoted; // something in the first line
    private long used;

    /** Begins with the names of columns, unless those are given. */
    private CellCollector(List<String> names, long room) {
        this.room = room;
        if (names != null) {
            begin(names);
        }
    }

    /** For a whole file with its line of names. */
    static CellCollector whole() {
        return new CellCollector(null, Runtime.getRuntime().maxMemory() / 2);
    }

    /** For the first lines of a file, one of so many parts. */
    static CellCollector first(int parts) {
        return new CellCollector(null, Runtime.getRuntime().maxMemory() / 2 / parts);
    }

    /** For other lines of a file, one of so many parts; columns are numbered. */
    static CellCollector other(int parts) {
        CellCollector collector = first(parts);
        collector.isNameless = true;
        return collector;
    }

    /** For lines of a file whose columns are known. */
    static CellCollector of(List<String> names) {
        return new CellCollector(names, Long.MAX_VALUE);
    }

    @Override
    protected void handleField(int field, char[] buffer, int offset, int length, boolean quoted) {
        int start = offset;
        int end = offset + length;
        if (!quoted) {
            while (start < end && buffer[start] <= ' ') {
                start++;
            }
            while (end > start && buffer[end - 1] <= ' ') {
                end--;
            }
        }
        if (end - start > LONGEST_CELL) {
            throw new IllegalArgumentException(
                    "line %s has a cell of %s letters, more than %s: close its quotation mark, if one is missing"
                            .formatted(getStartingLineNumber(), end - start, LONGEST_CELL));
        }
        if (cells == null) {
            isQuoted |= quoted;
            addName(new String(buffer, start, end - start));
        } else if (field < cells.length) {
            cells[field].add(buffer, start, end - start);
            used += end - start + CELL;
        }
    }

    private void addName(String name) {
        if (first.size() == MOST_COLUMNS) {
            throw new IllegalArgumentException(
                    "its first line has more than %s columns: choose the right separator".formatted(MOST_COLUMNS));
        }
        first.add(name);
    }

    @Override
    protected Object buildRecord() {
        if (getRecordType() == RecordType.EMPTY) {
            return null;
        }
        if (cells == null) {
            if (first.size() == 1 && first.get(0).isEmpty() && !isQuoted) { // a line of spaces
                first.clear();
                return null;
            }
            beginWithFirst();
        } else if (getFieldCount() != cells.length) {
            if (getFieldCount() == 1 && cells[0].isEmpty(cells[0].size() - 1)) { // a line of spaces
                cells[0].removeLast();
                return null;
            }
            throw new IllegalArgumentException("line %s has %s values, but the first line has %s: %s"
                    .formatted(
                            getStartingLineNumber(),
                            getFieldCount(),
                            cells.length,
                            getFieldCount() < cells.length
                                    ? "complete that line; if it is the last one, the file may have been cut"
                                    : "put texts that hold the separator in quotation marks"));
        }
        if (used > room) {
            throw new IllegalArgumentException(
                    "it holds more than fits into the memory there is (%s MB): start Java with more, by -Xmx, or train from it in parts, by csvParts(…)"
                            .formatted(Runtime.getRuntime().maxMemory() >> 20));
        }
        return null; // all is taken
    }

    private void beginWithFirst() {
        hasNames = !isNameless && (isQuoted || !first.stream().allMatch(CellCollector::isNumber));
        if (hasNames) {
            begin(IntStream.range(0, first.size())
                    .mapToObj(
                            i -> first.get(i).isBlank() ? "C" + i : first.get(i).strip())
                    .toList());
            return;
        }
        begin(IntStream.range(0, first.size()).mapToObj(i -> "C" + i).toList());
        for (int i = 0; i < cells.length; i++) {
            cells[i].add(first.get(i).toCharArray(), 0, first.get(i).length());
        }
    }

    private void begin(List<String> columns) {
        names = List.copyOf(columns);
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            Integer before = seen.put(names.get(i).toLowerCase(Locale.ROOT), i); // tables take A and a as one
            if (before != null) {
                throw new IllegalArgumentException(
                        "columns %s and %s have the duplicate name %s: give each column a name of its own in the first line"
                                .formatted(before + 1, i + 1, names.get(i)));
            }
        }
        cells = new Cells[names.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = new Cells();
        }
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+' || c == 'e')
                && text.chars().anyMatch(c -> c >= '0' && c <= '9')
                && isParsed(text);
    }

    private static boolean isParsed(String text) {
        try {
            return Double.isFinite(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** What was collected. */
    CsvColumns columns(CsvForm form) {
        if (cells == null || cells.length == 0 || cells[0].size() == 0) {
            throw new IllegalArgumentException("it has a line of names, but no rows");
        }
        return new CsvColumns(form, names, hasNames, List.of(cells));
    }
}
