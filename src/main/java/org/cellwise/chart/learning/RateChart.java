package org.cellwise.chart.learning;

import java.util.Arrays;
import org.cellwise.chart.picture.Dash;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.chart.plot.XCharts;
import org.cellwise.text.Numbers;
import org.cellwise.train.LearningRates;
import org.knowm.xchart.XYChart;

/** The loss over learning rates that grow from step to step, with the suggested one marked. */
public final class RateChart implements Figure {
    private static final int HEIGHT = 360;

    private final LearningRates rates;

    private RateChart(LearningRates rates) {
        this.rates = rates;
    }

    /** Of what a search found. */
    public static RateChart of(LearningRates rates) {
        return new RateChart(rates);
    }

    @Override
    public Picture picture() {
        double[] finite = Arrays.stream(rates.losses()).filter(Double::isFinite).toArray();
        String words = finite.length == 0
                ? "No loss was finite"
                : "Loss from %s down to %s, rates from %s to %s; %s suggested%s"
                        .formatted(
                                number(finite.length == 0 ? Double.NaN : finite[0]),
                                number(Arrays.stream(finite).min().orElse(Double.NaN)),
                                number(rates.rates()[0]),
                                number(rates.rates()[rates.rates().length - 1]),
                                number(rates.suggestion()),
                                rates.isUnclear() ? ", by chance, because the loss hardly fell" : "");
        return XCharts.beside("Loss by learning rate", words, chart());
    }

    /** As XChart's own chart, to change it further. */
    public XYChart chart() {
        XYChart chart = XCharts.chart(Theme.WIDTH, HEIGHT, "Loss by learning rate", "learning rate", "loss, smoothed");
        double[] tried = rates.rates();
        Ticks y = Ticks.around(5, rates.losses());
        XCharts.range(
                chart, new Ticks(Math.min(tried[0], rates.suggestion()), tried[tried.length - 1], new double[0]), y);
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setPlotGridVerticalLinesVisible(false);
        chart.getStyler().setXAxisTickLabelsFormattingFunction(RateChart::power);
        double[] finite = Arrays.stream(rates.losses())
                .map(loss -> Double.isFinite(loss) ? loss : Double.NaN)
                .toArray();
        XCharts.line(chart, "loss", tried, finite, Theme.TRAINING, Dash.SOLID);
        double[] at = {rates.suggestion(), rates.suggestion()};
        String name = (rates.isUnclear() ? "by chance: " : "suggested: ") + number(rates.suggestion());
        XCharts.line(chart, name, at, new double[] {y.min(), y.max()}, Theme.VALIDATION, Dash.DASHED);
        XCharts.legend(chart, true);
        return chart;
    }

    // XChart also writes numbers between the powers of ten, where they would crowd
    private static String power(double rate) {
        double exponent = Math.log10(rate);
        return Math.abs(exponent - Math.rint(exponent)) < 1e-6 ? Numbers.significant(rate, 2) : "";
    }

    private static String number(double value) {
        return Numbers.significant(value, 2);
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
