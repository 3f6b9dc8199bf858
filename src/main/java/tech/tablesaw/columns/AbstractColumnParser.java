package tech.tablesaw.columns;

import java.util.List;
import java.util.regex.Pattern;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.io.TypeUtils;

/**
 * Takes the place of tablesaw's class of this name, with one difference: a comma is dropped from a number only where it
 * separates thousands. Tablesaw 0.44 drops every comma, so that {@code 1,3} is read as 13, under any locale; nobody who
 * gets the table can tell. Here such a column stays text, which {@code numeric(…)} reads.
 *
 * @param <T> type of the values
 */
public abstract class AbstractColumnParser<T> {
    private static final Pattern THOUSANDS = Pattern.compile("[^\\d,.]*\\d{1,3}(,\\d{3})+(\\.\\d*)?[^\\d,.]*");

    protected List<String> missingValueStrings = TypeUtils.MISSING_INDICATORS;
    private final ColumnType columnType;

    protected AbstractColumnParser(ColumnType columnType) {
        this.columnType = columnType;
    }

    public abstract boolean canParse(String text);

    public abstract T parse(String text);

    public ColumnType columnType() {
        return columnType;
    }

    public boolean isMissing(String text) {
        return text == null || text.isEmpty() || missingValueStrings.contains(text);
    }

    public byte parseByte(String text) {
        throw unsupported("byte");
    }

    public int parseInt(String text) {
        throw unsupported("int");
    }

    public short parseShort(String text) {
        throw unsupported("short");
    }

    public long parseLong(String text) {
        throw unsupported("long");
    }

    public double parseDouble(String text) {
        throw unsupported("double");
    }

    public float parseFloat(String text) {
        throw unsupported("float");
    }

    private UnsupportedOperationException unsupported(String type) {
        return new UnsupportedOperationException(getClass().getSimpleName() + " reads no " + type);
    }

    /** The text without these letters; commas go only from between thousands. */
    protected static String remove(String text, char letter) {
        if (text.indexOf(letter) < 0
                || letter == ',' && !THOUSANDS.matcher(text).matches()) {
            return text;
        }
        return text.replace(String.valueOf(letter), "");
    }

    public void setMissingValueStrings(List<String> texts) {
        missingValueStrings = texts;
    }
}
