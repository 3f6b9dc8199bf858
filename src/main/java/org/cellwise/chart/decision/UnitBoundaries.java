package org.cellwise.chart.decision;

import java.util.ArrayList;
import java.util.List;
import org.cellwise.chart.network.UnitColumns;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Raster;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.Plot;
import org.cellwise.chart.plot.RowSample;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.data.Counting;
import org.cellwise.data.Dataset;
import org.cellwise.insight.Plane;
import org.cellwise.insight.Representations;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;

/**
 * What every hidden unit says over two features, as small pictures in columns from the inputs to the output, joined by
 * lines for the weights, as TensorFlow Playground draws them (Smilkov et al., 2017). Negative is orange, zero white,
 * positive blue; the largest number of a layer has the full colour.
 */
public final class UnitBoundaries implements Figure {
    private static final int CELLS = 40;
    private static final int OUTPUT_CELLS = 80;
    private static final int LAYERS = 6;
    private static final int POINTS = 300;

    private final UnitColumns columns;
    private final Plane plane;
    private final Shade shade;
    private final Raster output;
    private final int[] rows; // those drawn

    private UnitBoundaries(UnitColumns columns, Plane plane, Shade shade, Raster output) {
        this.columns = columns;
        this.plane = plane;
        this.shade = shade;
        this.output = output;
        rows = shade.sample(POINTS);
    }

    /**
     * The units over two features.
     *
     * @param features names of two inputs, for the horizontal and the vertical axis; none where there are just two
     */
    public static UnitBoundaries of(Network network, Dataset all, String... features) {
        Dataset data = Counting.of(all);
        Shade shade = Boundary.shade("unitBoundaries", network, data);
        Plane plane = Plane.of("unitBoundaries", data, features);
        Representations places = new Representations(network);
        float[][] values = values(places, plane);
        List<UnitColumns.Column> columns = new ArrayList<>();
        columns.add(inputs(plane));
        List<Representations.Place> hidden = places.hidden();
        for (int i = 0; i < Math.min(LAYERS, hidden.size()); i++) {
            double[][] weights = weights(network, hidden.get(i).weights(), i == 0 ? plane : null);
            columns.add(UnitColumns.Column.of(
                    hidden.get(i).name(), values[i], hidden.get(i).units(), CELLS, weights));
        }
        boolean complete = hidden.size() <= LAYERS;
        String last = places.places().get(places.places().size() - 1).weights();
        double[][] toOutput = complete ? weights(network, last, hidden.isEmpty() ? plane : null) : null;
        return new UnitBoundaries(
                new UnitColumns(columns, toOutput, hidden.size()),
                plane,
                shade,
                Boundary.ground(network, plane, shade, OUTPUT_CELLS));
    }

    private static float[][] values(Representations places, Plane plane) {
        float[][] values = new float[places.places().size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = new float[CELLS * CELLS * places.places().get(i).units()];
        }
        plane.sweep(CELLS, CELLS, (from, count, features) -> {
            float[][] part = places.run(features, count);
            for (int i = 0; i < part.length; i++) {
                System.arraycopy(
                        part[i], 0, values[i], from * places.places().get(i).units(), part[i].length);
            }
        });
        return values;
    }

    // a ramp for each of the two features
    private static UnitColumns.Column inputs(Plane plane) {
        float[] values = new float[CELLS * CELLS * 2];
        for (int i = 0; i < CELLS * CELLS; i++) {
            values[2 * i] = 2 * (i % CELLS + 0.5f) / CELLS - 1;
            values[2 * i + 1] = 1 - 2 * (i / CELLS + 0.5f) / CELLS;
        }
        return UnitColumns.Column.of("inputs", values, 2, CELLS, null).named(List.of(plane.name(0), plane.name(1)));
    }

    /** The matrix of a dense layer, of the two drawn features only where a plane is given; null for other layers. */
    private static double[][] weights(Network network, String layer, Plane plane) {
        boolean matrix = network.layer(layer).parameters().stream()
                .anyMatch(p -> p.role() == Parameter.Role.WEIGHT
                        && p.name().equals(layer + ".weight")
                        && p.shape().rank() == 2);
        if (!matrix) {
            return null;
        }
        double[][] values = network.weights(layer).values();
        return plane == null ? values : new double[][] {values[plane.feature(0)], values[plane.feature(1)]};
    }

    @Override
    public Picture picture() {
        return Picture.draw(
                "Units over " + plane.name(0) + " and " + plane.name(1),
                words(),
                Theme.WIDTH,
                columns.height(),
                canvas -> columns.draw(canvas, this::drawOutput));
    }

    private String words() {
        String held = plane.held().isEmpty() ? "" : ", " + plane.held();
        return "Every unit's output as a small picture, negative orange, zero white, positive blue, from the inputs over "
                + columns.words() + " to the output" + held + "; output: " + shade.words() + Boundary.grey(output)
                + RowSample.words(rows.length, plane.data().size());
    }

    private void drawOutput(Canvas canvas, Plot box) {
        Ticks x = Ticks.within(2, plane.low(0), plane.high(0));
        Ticks y = Ticks.within(2, plane.low(1), plane.high(1));
        Plot plot = new Plot(x, y, box.left(), box.top(), box.right(), box.bottom());
        Boundary.drawGround(canvas, plot, output);
        double[] xs = plane.values(0);
        double[] ys = plane.values(1);
        for (int row : rows) {
            shade.dot(canvas, row, plot.across(xs[row]), plot.up(ys[row]));
        }
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
