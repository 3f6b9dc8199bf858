package org.cellwise.chart.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Raster;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.data.column.Column;
import org.cellwise.data.column.Columns;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * Where values are missing: a column of the picture for each column of the table, its rows from the first on top to the
 * last; the darker the orange, the more of them miss the value.
 */
public final class MissingMap implements Figure {
    private static final int BANDS = 220; // of rows
    private static final int MOST_COLUMNS = 40;
    private static final double HEIGHT = 240;
    private static final double TOP = 58;
    private static final double LEFT = 70;
    private static final double NAME_ROOM = 140;
    private static final double WIDEST = 70;

    private final List<String> names = new ArrayList<>(); // of the columns drawn
    private final List<int[]> missing = new ArrayList<>(); // for each the missing values in each band
    private final List<Integer> counts = new ArrayList<>();
    private final int rows;
    private final int bands;
    private final int all;
    private final int lacking; // columns that miss some value
    private final int incomplete; // rows that miss some value

    private MissingMap(Columns table) {
        rows = table.rows();
        bands = Math.max(1, Math.min(BANDS, rows));
        all = table.size();
        boolean[] misses = new boolean[rows];
        int[][] ofBands = new int[all][];
        int[] ofColumns = new int[all];
        for (int i = 0; i < all; i++) {
            ofBands[i] = new int[bands];
            Column column = table.column(i);
            for (int row = 0; row < rows; row++) {
                if (column.isMissing(row)) {
                    ofBands[i][(int) ((long) row * bands / rows)]++;
                    ofColumns[i]++;
                    misses[row] = true;
                }
            }
        }
        // of many columns those that miss most, in the order of the table
        IntStream.range(0, all)
                .boxed()
                .sorted(Comparator.comparingInt(i -> -ofColumns[i]))
                .limit(MOST_COLUMNS)
                .sorted()
                .forEach(i -> {
                    names.add(table.names().get(i));
                    missing.add(ofBands[i]);
                    counts.add(ofColumns[i]);
                });
        lacking = (int) Arrays.stream(ofColumns).filter(count -> count > 0).count();
        incomplete = (int) IntStream.range(0, rows).filter(row -> misses[row]).count();
    }

    /** Of a table. */
    public static MissingMap of(Columns table) {
        return new MissingMap(table);
    }

    @Override
    public Picture picture() {
        double widest = names.stream()
                .mapToDouble(name -> Labels.width(Labels.fit(name, Theme.TEXT, NAME_ROOM), Theme.TEXT))
                .max()
                .orElse(0);
        int height = (int) (TOP + HEIGHT + widest + 24);
        return Picture.draw("Missing values", words(), Theme.WIDTH, height, this::draw);
    }

    private String words() {
        if (lacking == 0) {
            return "No value is missing in %s of %s".formatted(Names.count(rows, "row"), Names.count(all, "column"));
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (counts.get(i) > 0 && texts.size() < 12) {
                texts.add("%s %s (%s)"
                        .formatted(Names.shorten(names.get(i)), Numbers.grouped(counts.get(i)), share(counts.get(i))));
            }
        }
        String more = lacking > texts.size() ? " and %s more columns".formatted(lacking - texts.size()) : "";
        return "%s of %s miss a value: %s%s"
                .formatted(Numbers.grouped(incomplete), Names.count(rows, "row"), String.join(", ", texts), more);
    }

    private String share(int count) {
        return Numbers.percent((double) count / Math.max(1, rows), 2);
    }

    private void draw(Canvas canvas) {
        String title = lacking == 0
                ? "Missing values: none"
                : "Missing values: %s of %s rows miss one"
                        .formatted(Numbers.grouped(incomplete), Numbers.grouped(rows));
        Theme.title(canvas, title, Theme.WIDTH);
        int count = names.size();
        if (count == 0 || rows == 0) {
            return;
        }
        double cell = Math.min(WIDEST, (Theme.WIDTH - LEFT - 16) / count);
        double perBand = (double) rows / bands;
        int empty = Theme.rgb(Theme.PANEL);
        Raster raster = Raster.sharp(count, bands, (column, band) -> {
            int lost = missing.get(column)[band];
            return lost == 0 ? empty : Theme.rgb(Theme.tint(Theme.NEGATIVE, Math.min(1, 0.3 + 0.7 * lost / perBand)));
        });
        canvas.pixels(raster, LEFT, TOP, count * cell, HEIGHT);
        TextStyle text = TextStyle.size(Theme.TEXT);
        for (int i = 0; i < count; i++) {
            double x = LEFT + i * cell;
            canvas.line(x, TOP, x, TOP + HEIGHT, Style.stroke(Theme.GROUND, 2));
            String share = counts.get(i) == 0 ? "" : share(counts.get(i));
            if (Labels.width(share, Theme.TEXT) < cell) {
                canvas.text(share, x + cell / 2, TOP - 8, text.centred());
            }
            if (cell >= 13 || i % 2 == 0) {
                String name = Labels.fit(names.get(i), Theme.TEXT, NAME_ROOM);
                canvas.text(
                        name, x + cell / 2 + 4, TOP + HEIGHT + 8, text.ending().rotated(-90));
            }
        }
        TextStyle faint = text.color(Theme.FAINT).ending();
        canvas.text("row 0", LEFT - 6, TOP + 10, faint);
        canvas.text(Numbers.grouped(rows - 1L), LEFT - 6, TOP + HEIGHT, faint);
        if (count < all) {
            String some = "the %s of %s columns that miss most".formatted(count, all);
            canvas.text(some, Theme.WIDTH - 16, 42, faint);
        }
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
