package org.cellwise.network;

import java.util.List;
import java.util.Map;
import org.cellwise.text.Names;

/** A row as it stands in a table, before it is prepared. */
final class RawRow {
    private RawRow() {}

    /** The inputs that it becomes; values by name are put in the order of the columns. */
    static double[] encode(Preparation preparation, Object... raw) {
        return known(preparation).encode(values(preparation, raw));
    }

    /**
     * As {@link #encode}, of a row that an answer alone can be given to.
     *
     * @param instead what answers all the same
     * @throws IllegalArgumentException if a number is far beyond all that training has seen
     */
    static double[] encodeKnown(Preparation preparation, String instead, Object... raw) {
        Object[] values = values(known(preparation), raw);
        double[] inputs = preparation.encode(values);
        List<String> far = preparation.far(inputs, values);
        if (!far.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s: the answer would be a guess, and numbers cannot say so. Check it, its unit and the order of the values (%s); %s answers all the same, with that said beside it"
                            .formatted(String.join("; ", far), Names.list(preparation.columns()), instead));
        }
        return inputs;
    }

    /** What in it is unlike all that training has seen. */
    static List<String> notes(Preparation preparation, Object... raw) {
        return known(preparation).notes(values(preparation, raw));
    }

    private static Preparation known(Preparation preparation) {
        if (preparation == null) {
            throw new IllegalStateException("A raw row is prepared as the rows that a network was trained on, but this"
                    + " one was not trained on data that says how: give inputs as they are, predict(…) or classify(…)");
        }
        return preparation;
    }

    private static Object[] values(Preparation preparation, Object... raw) {
        if (raw == null) {
            throw new IllegalArgumentException(
                    "A raw row expects a value for each of " + Names.list(preparation.columns()) + ", but got null");
        }
        boolean named = raw.length == 1 && raw[0] instanceof Map;
        return named ? inOrder(preparation.columns(), (Map<?, ?>) raw[0]) : raw;
    }

    private static Object[] inOrder(List<String> columns, Map<?, ?> values) {
        for (String column : columns) {
            if (!values.containsKey(column)) {
                List<String> there =
                        values.keySet().stream().map(String::valueOf).toList();
                throw new IllegalArgumentException("A raw row expects a value for each of " + Names.list(columns)
                        + ", but " + Names.shorten(column) + " is missing: " + Names.hint(column, there));
            }
        }
        return columns.stream().map(values::get).toArray();
    }
}
