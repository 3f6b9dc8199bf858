package org.cellwise.data.table;

import java.nio.file.Path;
import tech.tablesaw.api.Table;

/** Tables that tests read. */
final class Tables {
    private Tables() {}

    /** A file of {@code notebooks/data}. */
    static Table file(String name) {
        return Table.read().csv(Path.of("notebooks", "data", name).toString());
    }

    static Table csv(String text) {
        return Table.read().csv(text, "test");
    }
}
