package org.cellwise.chart.learning;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.cellwise.chart.network.NetworkDrawing;
import org.cellwise.chart.picture.Legend;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.Plot;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.layer.activation.Curve;
import org.cellwise.layer.catalog.Samples;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.Seed;
import org.cellwise.math.Workers;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.schedule.Schedule;
import org.cellwise.train.schedule.Schedules;
import org.cellwise.train.state.History;

/** What a function makes, as a small picture for its help: an activation, a loss, a schedule, a layer. */
public final class FunctionPicture {
    private static final int WIDTH = 420;
    private static final int HEIGHT = 190;
    private static final int EPOCHS = 20;
    private static final int POINTS = 201;

    private static final Map<String, Supplier<Picture>> PICTURES = Map.ofEntries(
            Map.entry("meanSquaredError", () -> loss(Losses.meanSquaredError())),
            Map.entry("meanAbsoluteError", () -> loss(Losses.meanAbsoluteError())),
            Map.entry("huber", () -> loss(Losses.huber(1))),
            Map.entry("crossEntropy", () -> loss(Losses.crossEntropy())),
            Map.entry("binaryCrossEntropy", () -> loss(Losses.binaryCrossEntropy())),
            Map.entry("stepDecay", () -> schedule(Schedules.step(5, 0.5))),
            Map.entry("exponentialDecay", () -> schedule(Schedules.exponential(0.9))),
            Map.entry("cosineDecay", () -> schedule(Schedules.cosine(EPOCHS))),
            Map.entry("warmUp", () -> schedule(Schedules.warmUp(4, Schedules.cosine(EPOCHS - 4)))),
            Map.entry("oneCycle", () -> schedule(Schedules.oneCycle(EPOCHS))));

    private FunctionPicture() {}

    /** Of the function of a name; none where it makes nothing that is drawn. */
    public static Optional<Picture> of(String name) {
        return Optional.ofNullable(PICTURES.get(name))
                .map(Supplier::get)
                .or(() -> Samples.curve(name).map(FunctionPicture::activation))
                .or(() -> Samples.layers(name).map(FunctionPicture::layers));
    }

    private static Picture activation(Curve curve) {
        return curves(curve.name(), curve.x(), curve.values(), "value", curve.slopes());
    }

    private static Picture loss(Loss loss) {
        Curve curve = LossCurve.of(loss, 3);
        return curves(curve.name(), curve.x(), curve.values(), "loss", curve.slopes());
    }

    private static Picture schedule(Schedule schedule) {
        double[] x = new double[POINTS];
        Arrays.setAll(x, i -> (double) EPOCHS * i / (POINTS - 1));
        History none = new History();
        double[] factors =
                Arrays.stream(x).map(epoch -> schedule.factor(epoch, none)).toArray();
        return curves("Factor on the learning rate, by epoch", x, factors, "factor");
    }

    /** A function, and dashed its slope where that is given. */
    private static Picture curves(String title, double[] x, double[] values, String what, double... slopes) {
        boolean sloped = slopes.length > 0;
        String words = sloped ? what + " solid, slope dashed" : what;
        return Picture.draw(title, words, WIDTH, HEIGHT, canvas -> {
            Ticks across = Ticks.within(8, x[0], x[x.length - 1]);
            Ticks up = Ticks.around(
                    4,
                    DoubleStream.concat(Arrays.stream(values), Arrays.stream(slopes))
                            .toArray());
            Plot plot = new Plot(across, up, 12 + Plot.roomFor(up), 30, WIDTH - 16, HEIGHT - 26);
            plot.drawAxes(canvas, WIDTH);
            plot.drawCurve(canvas, x, values, Style.stroke(Theme.TRAINING, 2));
            Legend legend = new Legend();
            legend.line(Theme.TRAINING, what);
            if (sloped) {
                plot.drawCurve(
                        canvas, x, slopes, Style.stroke(Theme.NEGATIVE, 1.5).dashes());
                legend.line(Theme.NEGATIVE, "slope (dashed)");
            }
            legend.draw(canvas, WIDTH, 6);
        });
    }

    private static Picture layers(Samples.Sample sample) {
        Compute compute = new Compute(FloatMath.plain(), Workers.inline());
        Inputs inputs = new Inputs(sample.input(), List.of());
        return NetworkDrawing.of(new Network(new Seed(1), compute, inputs, sample.layers()))
                .picture();
    }
}
