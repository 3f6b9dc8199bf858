package org.cellwise.data.table;

import java.io.FileNotFoundException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import org.cellwise.data.csv.CsvForm;
import tech.tablesaw.api.Table;

/** Small tables that come with the library; its README beside them tells their sources and licences. */
public final class ReadyTables {
    private ReadyTables() {}

    /**
     * Penguins of the Palmer Archipelago: species, island, bill, flipper, mass, sex, year; 344 rows, some with missing
     * values. CC0 1.0; Horst, Hill and Gorman (2020), palmerpenguins.
     */
    public static Table penguins() {
        return read("penguins");
    }

    /** Lengths and widths of sepals and petals of three kinds of iris, in cm; 150 rows. Public domain; Fisher (1936). */
    public static Table iris() {
        return read("iris");
    }

    /**
     * Handwritten digits, 8 by 8 pixels from 0 to 16, and the digit; 1797 rows. CC BY 4.0; Alpaydin and Kaynak (1998), UCI
     * Machine Learning Repository.
     */
    public static Table digits() {
        return read("digits");
    }

    private static Table read(String name) {
        String file = name + ".csv";
        CsvForm form = CsvForm.of(Path.of(file), () -> {
            InputStream in = ReadyTables.class.getResourceAsStream("/org/cellwise/data/ready/" + file);
            if (in == null) {
                throw new FileNotFoundException("the library's jar lacks " + file);
            }
            return in;
        });
        return CsvFiles.read(form, Locale.US).setName(name);
    }
}
