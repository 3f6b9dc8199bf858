package org.cellwise.benchmark;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import org.cellwise.math.SeededRandom;

/** A file of a million rows by 21 columns as data sets have them, the same on every machine. */
final class MillionRows {
    static final int ROWS = 1_000_000;

    private static final Path FILE = Path.of("target", "benchmark", "million.csv");
    private static final int DECIMALS = 12;
    private static final long MILLION = 1_000_000;
    private static final String[] COLOURS = {"amber", "blue", "green", "red", "violet"};
    private static final LocalDate FIRST = LocalDate.of(1890, 1, 1);

    private MillionRows() {}

    /** The file, which is written where it is not there yet. */
    static Path file() throws IOException {
        if (!Files.exists(FILE)) {
            Files.createDirectories(FILE.getParent());
            Path part = FILE.resolveSibling("million." + ProcessHandle.current().pid());
            write(part, ROWS, new SeededRandom(7));
            Files.move(part, FILE, StandardCopyOption.REPLACE_EXISTING);
        }
        return FILE;
    }

    /** Twelve columns of decimal numbers, four of whole ones, then texts, a date, yes or no, and a class of three. */
    static void write(Path file, int rows, SeededRandom random) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 1; i <= DECIMALS; i++) {
                out.write("x" + i + ",");
            }
            out.write("rooms,floor,year,metres,colour,city,day,sold,class\n");
            StringBuilder line = new StringBuilder();
            for (int row = 0; row < rows; row++) {
                line.setLength(0);
                double sum = 0;
                for (int i = 1; i <= DECIMALS; i++) {
                    double value = i * random.nextGaussian();
                    sum += value / i;
                    if (i > 2 || random.nextInt(100) > 0) { // of the first two, one in a hundred is missing
                        decimal(value, line);
                    }
                    line.append(',');
                }
                line.append(1 + random.nextInt(9))
                        .append(',')
                        .append(random.nextInt(40) - 2)
                        .append(',');
                line.append(1900 + random.nextInt(125))
                        .append(',')
                        .append(random.nextInt(100_000))
                        .append(',');
                line.append(COLOURS[random.nextInt(COLOURS.length)]).append(',');
                line.append("city ").append(random.nextInt(40)).append(',');
                line.append(FIRST.plusDays(random.nextInt(45_000))).append(',');
                line.append(random.nextInt(2) == 0).append(',');
                line.append(sum < -1.5 ? "low" : sum < 1.5 ? "middle" : "high").append('\n');
                out.append(line);
            }
        }
    }

    // six decimals, as String.format writes them, which takes longer than all else
    private static void decimal(double value, StringBuilder into) {
        long millionths = Math.round(Math.abs(value) * MILLION);
        into.append(value < 0 ? "-" : "").append(millionths / MILLION).append('.');
        into.append(MILLION + millionths % MILLION);
        into.deleteCharAt(into.length() - 7); // the one that keeps zeros in front
    }
}
