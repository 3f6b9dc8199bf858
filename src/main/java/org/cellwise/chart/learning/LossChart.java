package org.cellwise.chart.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.cellwise.chart.picture.Dash;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Java2DCanvas;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.chart.plot.XCharts;
import org.cellwise.text.Given;
import org.cellwise.text.Numbers;
import org.cellwise.train.state.History;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Loss by epoch as a chart of XChart's: training solid, validation dashed, any number of runs over each other. */
public final class LossChart implements Figure {
    private static final int HEIGHT = 360;
    private static final int MARKED = 30; // up to so many epochs each one has a dot
    private static final double NAME_ROOM = 110;

    private static final Dash[][] DASHES = {{Dash.SOLID, Dash.DASHED}, {Dash.DOTTED, Dash.DASH_DOT}};

    private record Run(String name, double[] loss, double[] validationLoss) {}

    private final List<Run> runs;

    private LossChart(List<Run> runs) {
        this.runs = List.copyOf(runs);
    }

    /** The losses of one training so far. */
    public static LossChart of(History history) {
        return of(history.loss(), history.validationLoss());
    }

    /**
     * Losses by epoch, the first one that of epoch 1.
     *
     * @param validationLoss NaN or none at all where it was not measured
     */
    public static LossChart of(double[] loss, double[] validationLoss) {
        return new LossChart(List.of()).and("", loss, validationLoss);
    }

    /** A first run with a name, to lay others over it. */
    public static LossChart of(String name, History history) {
        return new LossChart(List.of()).and(name, history);
    }

    /** This chart with another run laid over it. */
    public LossChart and(String name, History history) {
        Given.require(name, "compare", "a name for each training");
        Given.require(history, "compare", "the history of a training, trainer.history()");
        return and(name, history.loss(), history.validationLoss());
    }

    /** This chart with another run laid over it. */
    public LossChart and(String name, double[] loss, double[] validationLoss) {
        List<Run> more = new ArrayList<>(runs);
        more.add(new Run(name, loss.clone(), validationLoss.clone()));
        return new LossChart(more);
    }

    /** The chart as a picture. */
    @Override
    public Picture picture() {
        String words = runs.stream().map(LossChart::words).collect(Collectors.joining(". "));
        return XCharts.beside(title(), words, chart());
    }

    /** The chart as XChart's own, to change it further. */
    public XYChart chart() {
        XYChart chart = XCharts.chart(Theme.WIDTH, HEIGHT, title(), "epoch", "loss");
        int epochs = runs.stream()
                .mapToInt(run -> Math.max(run.loss.length, run.validationLoss.length))
                .max()
                .orElse(0);
        setRanges(chart.getStyler(), epochs);
        for (int i = 0; i < runs.size(); i++) {
            addRun(chart, i, epochs <= MARKED);
        }
        placeLegend(chart);
        return chart;
    }

    private String title() {
        boolean finite =
                runs.stream().anyMatch(run -> LossText.anyFinite(run.loss) || LossText.anyFinite(run.validationLoss));
        return finite ? "Loss by epoch" : "Loss by epoch: no finite value yet";
    }

    private void setRanges(XYStyler styler, int epochs) {
        double room = Math.max(0.5, 0.01 * epochs);
        double[] all = runs.stream()
                .flatMapToDouble(run -> Arrays.stream(new double[][] {run.loss, run.validationLoss})
                        .flatMapToDouble(Arrays::stream))
                .toArray();
        Ticks y = Ticks.around(5, all);
        styler.setXAxisMin(1 - room);
        styler.setXAxisMax(Math.max(1, epochs) + room);
        styler.setYAxisMin(y.min());
        styler.setYAxisMax(y.max());
        styler.setXAxisTickLabelsFormattingFunction(LossChart::wholeEpoch);
        styler.setYAxisTickLabelsFormattingFunction(value -> Numbers.significant(value, 6));
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setXAxisTickMarkSpacingHint(Math.max(50, Math.min(450, 540 / Math.max(1, epochs))));
        styler.setYAxisTickMarkSpacingHint(44);
        styler.setPlotContentSize(0.97);
    }

    // XChart draws no labels at all where those of both ends would be the same, hence the space
    private static String wholeEpoch(double value) {
        return value < 1 ? " " : value == Math.rint(value) ? Ticks.text(value) : "";
    }

    private void addRun(XYChart chart, int index, boolean marked) {
        Run run = runs.get(index);
        boolean alone = runs.size() == 1;
        String called = run.name.isBlank() ? "run " + (index + 1) : Labels.fit(run.name, Theme.TEXT, NAME_ROOM);
        String name = alone && run.name.isBlank() ? "" : called + " ";
        String training = alone ? Theme.TRAINING : Theme.classColor(index);
        String validation = alone ? Theme.VALIDATION : Theme.classColor(index);
        Dash[] dashes = DASHES[index / 8 % DASHES.length]; // colours repeat after eight runs
        addLine(chart, name + "training", run.loss, training, dashes[0], marked);
        if (LossText.anyFinite(run.validationLoss)) {
            addLine(chart, name + "validation", run.validationLoss, validation, dashes[1], marked);
        }
    }

    private static void addLine(XYChart chart, String name, double[] loss, String color, Dash dash, boolean marked) {
        if (loss.length == 0) {
            return; // XChart refuses a line without points
        }
        double[] epochs = new double[loss.length];
        Arrays.setAll(epochs, i -> i + 1);
        double[] finite = Arrays.stream(loss)
                .map(value -> Double.isFinite(value) ? value : Double.NaN)
                .toArray();
        XYSeries series = chart.addSeries(unused(chart, name), epochs, finite);
        series.setLineColor(Java2DCanvas.color(color));
        series.setLineStyle(Java2DCanvas.stroke(2, dash));
        series.setMarkerColor(Java2DCanvas.color(color));
        series.setMarker(marked || isolated(loss) ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    }

    // XChart tells lines apart by their names
    private static String unused(XYChart chart, String name) {
        String free = name;
        for (int i = 2; chart.getSeries(free) != null; i++) {
            free = name + " (" + i + ")";
        }
        return free;
    }

    private static boolean isolated(double[] loss) {
        return Arrays.stream(loss).filter(Double::isFinite).count() == 1;
    }

    private static void placeLegend(XYChart chart) {
        chart.getStyler().setMarkerSize(5);
        chart.getStyler().setLegendVisible(!chart.getSeriesCollection().isEmpty());
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        chart.getStyler().setLegendSeriesLineLength(28);
        if (chart.getSeriesCollection().size() <= 2) {
            chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
        } else {
            chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        }
    }

    private static String words(Run run) {
        String name = run.name.isBlank() ? "" : run.name + ": ";
        String text = name + LossText.describe("training loss", run.loss);
        return LossText.anyFinite(run.validationLoss)
                ? text + "; " + LossText.describe("validation loss", run.validationLoss)
                : text;
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
