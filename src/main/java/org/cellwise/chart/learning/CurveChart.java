package org.cellwise.chart.learning;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.cellwise.chart.picture.Dash;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.chart.plot.XCharts;
import org.cellwise.layer.activation.Curve;
import org.cellwise.train.loss.Loss;
import org.knowm.xchart.XYChart;

/** Activations or losses over a range of numbers, with their slopes beside them. */
public final class CurveChart implements Figure {
    private static final int HEIGHT = 320;
    private static final int LEFT = 220;
    private static final double NAME_ROOM = 150;

    private final String title;
    private final String axis;
    private final List<Curve> curves;

    private CurveChart(String title, String axis, List<Curve> curves) {
        if (curves.isEmpty()) {
            throw new IllegalArgumentException(
                    "curve expects at least one function, such as curve(relu()), but got none");
        }
        this.title = title;
        this.axis = axis;
        this.curves = curves;
    }

    /** Curves over the same numbers. */
    public static CurveChart of(String title, String axis, Curve... curves) {
        return new CurveChart(title, axis, List.of(curves));
    }

    /** Activations over a range. */
    public static CurveChart activations(Curve... curves) {
        return of(
                curves.length == 1 ? curves[0].name() + " and its slope" : "Activations and their slopes", "x", curves);
    }

    /**
     * Losses by how far an output is off, from -4 to 4; those that read logits by the logit of the right answer.
     *
     * @throws IllegalArgumentException for a loss that a single output does not have
     */
    public static CurveChart of(Loss... losses) {
        Curve[] curves = Arrays.stream(losses)
                .map(loss -> LossCurve.of(loss, Curve.REACH))
                .toArray(Curve[]::new);
        boolean logits = Arrays.stream(losses).allMatch(loss -> loss.reads().logits());
        boolean none = Arrays.stream(losses).noneMatch(loss -> loss.reads().logits());
        String axis = none ? "output - target" : logits ? "right answer's logit" : "off by, or logit";
        return of(curves.length == 1 ? curves[0].name() + " and its slope" : "Losses and their slopes", axis, curves);
    }

    @Override
    public Picture picture() {
        String words = curves.stream().map(Curve::toString).collect(Collectors.joining("; "));
        return XCharts.beside(title, words, panel(LEFT, "value", true), panel(Theme.WIDTH - LEFT, "slope", false));
    }

    private XYChart panel(int width, String what, boolean values) {
        XYChart chart = XCharts.chart(width, HEIGHT, "", axis, what);
        chart.getStyler().setXAxisTickMarkSpacingHint(28);
        double[] x = curves.get(0).x();
        double[] all = curves.stream()
                .flatMapToDouble(curve -> DoubleStream.of(values ? curve.values() : curve.slopes()))
                .toArray();
        XCharts.range(chart, Ticks.within(4, x[0], x[x.length - 1]), Ticks.around(4, all));
        for (int i = 0; i < curves.size(); i++) {
            Curve curve = curves.get(i);
            double[] y = DoubleStream.of(values ? curve.values() : curve.slopes())
                    .map(value -> Double.isFinite(value) ? value : Double.NaN)
                    .toArray();
            String name = Labels.fit(curve.name(), Theme.TEXT, NAME_ROOM);
            XCharts.line(chart, name, curve.x(), y, Theme.classColor(i), Dash.of(i));
        }
        if (!values) {
            XCharts.legend(chart, false);
        }
        return chart;
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
