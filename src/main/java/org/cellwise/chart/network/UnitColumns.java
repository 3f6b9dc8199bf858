package org.cellwise.chart.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Raster;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.Plot;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.text.Numbers;

/** Columns of small pictures, one a unit, joined by lines for the weights, and a larger picture at their right. */
public final class UnitColumns {
    private static final int MAX_UNITS = 8; // units of a column
    private static final double SIDE = 16;
    private static final double TOP = 62;
    private static final double GAP = 10;
    private static final double OUTPUT = 168;

    /**
     * The units of a layer.
     *
     * @param name of the layer
     * @param tiles pictures of the first units
     * @param units how many there are in all
     * @param limit the number that has the full colour
     * @param names of the units, none for numbers
     * @param weights (units of the column before, units); null where they are not a matrix
     */
    public record Column(
            String name, List<Raster> tiles, int units, double limit, List<String> names, double[][] weights) {
        /** Of numbers (cells · cells, units). */
        public static Column of(String name, float[] values, int units, int cells, double[][] weights) {
            float limit = 0;
            for (float value : values) {
                limit = Float.isFinite(value) ? Math.max(limit, Math.abs(value)) : limit;
            }
            double full = limit > 0 ? limit : 1;
            List<Raster> tiles = new ArrayList<>();
            for (int unit = 0; unit < Math.min(MAX_UNITS, units); unit++) {
                int u = unit;
                tiles.add(Raster.sharp(
                                cells,
                                cells,
                                (x, y) -> Theme.rgb(Theme.diverging(values[(y * cells + x) * units + u] / full)))
                        .smoothed());
            }
            return new Column(name, tiles, units, full, List.of(), weights);
        }

        public Column named(List<String> unitNames) {
            return new Column(name, tiles, units, limit, unitNames, weights);
        }
    }

    private final List<Column> columns;
    private final double[][] toOutput;
    private final int layers;
    private final double pitch;
    private final double tile;

    /**
     * Columns from the inputs on.
     *
     * @param toOutput weights (units of the last column, outputs); null where they are not a matrix
     * @param layers how many hidden layers there are, drawn or not
     */
    public UnitColumns(List<Column> columns, double[][] toOutput, int layers) {
        this.columns = columns;
        this.toOutput = toOutput;
        this.layers = layers;
        pitch = (Theme.WIDTH - 2 * SIDE - OUTPUT) / columns.size();
        tile = Math.min(58, pitch - 26);
    }

    public int height() {
        int largest =
                columns.stream().mapToInt(column -> column.tiles.size()).max().orElse(1);
        return (int) Math.max(TOP + OUTPUT + 44, TOP + largest * (tile + GAP) + 34);
    }

    public String words() {
        String shown = columns.stream()
                .skip(1)
                .map(column -> column.name + " with " + column.units + (column.units == 1 ? " unit" : " units")
                        + (column.units > MAX_UNITS ? ", the first " + MAX_UNITS + " drawn" : ""))
                .collect(Collectors.joining("; "));
        int missing = layers - columns.size() + 1;
        return (layers == 0 ? "no hidden layer" : shown) + (missing > 0 ? "; " + more(missing) : "");
    }

    /** Draws all; the larger picture by a function of its own, in the box that it is given. */
    public void draw(Canvas canvas, BiConsumer<Canvas, Plot> output) {
        Theme.title(canvas, "What each unit says", Theme.WIDTH);
        drawLines(canvas);
        for (int i = 0; i < columns.size(); i++) {
            drawColumn(canvas, columns.get(i), left(i));
        }
        double left = Theme.WIDTH - SIDE - OUTPUT;
        double top = middle() - OUTPUT / 2;
        canvas.text(
                "output",
                left + OUTPUT / 2,
                TOP - 14,
                TextStyle.size(Theme.TEXT).centred());
        Ticks whole = Ticks.none();
        output.accept(canvas, new Plot(whole, whole, left, top, left + OUTPUT, top + OUTPUT));
        if (layers >= columns.size()) {
            canvas.text(
                    "… " + more(layers - columns.size() + 1),
                    left - 8,
                    height() - 10,
                    TextStyle.size(Theme.TEXT).ending().color(Theme.FAINT));
        }
    }

    private static String more(int missing) {
        return missing + (missing == 1 ? " more layer" : " more layers");
    }

    private double left(int column) {
        return SIDE + column * pitch;
    }

    private double middle() {
        return (TOP + height() - 34) / 2;
    }

    // the middle of a unit's picture
    private double y(Column column, int unit) {
        double gap = column.names.isEmpty() ? GAP : GAP + 16;
        double all = column.tiles.size() * (tile + gap) - gap;
        return middle() - all / 2 + unit * (tile + gap) + tile / 2;
    }

    private void drawColumn(Canvas canvas, Column column, double left) {
        TextStyle centred = TextStyle.size(Theme.TEXT).centred();
        double centre = left + tile / 2;
        canvas.text(Labels.fit(column.name, Theme.TEXT, pitch - 6), centre, TOP - 14, centred);
        for (int unit = 0; unit < column.tiles.size(); unit++) {
            double top = y(column, unit) - tile / 2;
            canvas.pixels(column.tiles.get(unit), left, top, tile, tile);
            canvas.rectangle(left, top, tile, tile, Style.stroke(Theme.FAINT, 1));
        }
        double below = y(column, column.tiles.size() - 1) + tile / 2 + 16;
        TextStyle faint = centred.color(Theme.FAINT);
        if (column.names.isEmpty()) {
            String full = "±" + Numbers.significant(column.limit, 2);
            String text = column.units > MAX_UNITS ? MAX_UNITS + " of " + column.units + ", " + full : full;
            canvas.text(Labels.fit(text, Theme.TEXT, pitch - 4), centre, below, faint);
        }
        for (int i = 0; i < column.names.size(); i++) {
            String name = Labels.fit(column.names.get(i), 10, tile + 2 * SIDE - 4);
            canvas.text(
                    name,
                    centre,
                    y(column, i) + tile / 2 + 13,
                    TextStyle.size(10).centred());
        }
    }

    private void drawLines(Canvas canvas) {
        for (int i = 1; i < columns.size(); i++) {
            Column from = columns.get(i - 1);
            Column to = columns.get(i);
            double end = left(i);
            drawLines(canvas, i - 1, to.weights, to.tiles.size(), end, unit -> y(to, unit), from);
        }
        if (toOutput != null) {
            int last = columns.size() - 1;
            double end = Theme.WIDTH - SIDE - OUTPUT;
            int outputs = Math.min(MAX_UNITS, toOutput[0].length);
            double step = OUTPUT / (outputs + 1);
            drawLines(
                    canvas,
                    last,
                    toOutput,
                    outputs,
                    end,
                    unit -> middle() - OUTPUT / 2 + (unit + 1) * step,
                    columns.get(last));
        }
    }

    private interface Place {
        double of(int unit);
    }

    private void drawLines(
            Canvas canvas, int column, double[][] weights, int units, double end, Place place, Column from) {
        if (weights == null) {
            return;
        }
        double largest = 0;
        for (double[] row : weights) {
            for (double weight : row) {
                largest = Double.isFinite(weight) ? Math.max(largest, Math.abs(weight)) : largest;
            }
        }
        double start = left(column) + tile;
        double bend = (end - start) / 2;
        for (int i = 0; i < from.tiles.size(); i++) {
            for (int j = 0; j < units; j++) {
                double part = largest > 0 ? Math.abs(weights[i][j]) / largest : 0;
                if (part >= 0.02) {
                    Style style = Style.stroke(weights[i][j] < 0 ? Theme.NEGATIVE : Theme.POSITIVE, 0.4 + 3 * part);
                    double y1 = y(from, i);
                    double y2 = place.of(j);
                    canvas.curve(start, y1, start + bend, y1, end - bend, y2, end, y2, style.opacity(0.6));
                }
            }
        }
    }
}
