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
import org.cellwise.layer.Layer;
import org.cellwise.layer.activation.Activation;
import org.cellwise.layer.activation.Curve;
import org.cellwise.layer.dense.Dense;
import org.cellwise.layer.group.Residual;
import org.cellwise.layer.image.Conv2d;
import org.cellwise.layer.image.MaxPool;
import org.cellwise.layer.sequence.Embedding;
import org.cellwise.layer.sequence.Gru;
import org.cellwise.layer.sequence.Lstm;
import org.cellwise.layer.shape.Flatten;
import org.cellwise.layer.transformer.SelfAttention;
import org.cellwise.layer.transformer.TransformerBlock;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.Seed;
import org.cellwise.math.Workers;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.tensor.Shape;
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
            Map.entry("step", () -> activation(Activation.step(0))),
            Map.entry("straightThroughStep", () -> activation(Activation.straightThroughStep(0))),
            Map.entry("sigmoid", () -> activation(Activation.sigmoid())),
            Map.entry("tanh", () -> activation(Activation.tanh())),
            Map.entry("relu", () -> activation(Activation.relu(0))),
            Map.entry("leakyRelu", () -> activation(Activation.leakyRelu(0.01))),
            Map.entry("elu", () -> activation(Activation.elu(1))),
            Map.entry("selu", () -> activation(Activation.selu())),
            Map.entry("gelu", () -> activation(Activation.gelu())),
            Map.entry("geluTanh", () -> activation(Activation.geluTanh())),
            Map.entry("silu", () -> activation(Activation.silu())),
            Map.entry("softplus", () -> activation(Activation.softplus())),
            Map.entry("meanSquaredError", () -> loss(Losses.meanSquaredError())),
            Map.entry("meanAbsoluteError", () -> loss(Losses.meanAbsoluteError())),
            Map.entry("huber", () -> loss(Losses.huber(1))),
            Map.entry("crossEntropy", () -> loss(Losses.crossEntropy())),
            Map.entry("binaryCrossEntropy", () -> loss(Losses.binaryCrossEntropy())),
            Map.entry("stepDecay", () -> schedule(Schedules.step(5, 0.5))),
            Map.entry("exponentialDecay", () -> schedule(Schedules.exponential(0.9))),
            Map.entry("cosineDecay", () -> schedule(Schedules.cosine(EPOCHS))),
            Map.entry("warmUp", () -> schedule(Schedules.warmUp(4, Schedules.cosine(EPOCHS - 4)))),
            Map.entry("oneCycle", () -> schedule(Schedules.oneCycle(EPOCHS))),
            Map.entry("dense", () -> layers(Shape.of(3), dense(4), Activation.relu(0), dense(2))),
            Map.entry("residual", () -> layers(Shape.of(3), new Residual(dense(3), Activation.relu(0)), dense(2))),
            Map.entry("conv2d", () -> layers(Shape.of(1, 8, 8), new Conv2d(4, 3), new Flatten(), dense(2))),
            Map.entry("maxPool", () -> layers(Shape.of(4, 8, 8), new MaxPool(2), new Flatten(), dense(2))),
            Map.entry("flatten", () -> layers(Shape.of(1, 4, 4), new Flatten(), dense(2))),
            Map.entry("embedding", () -> layers(Shape.of(6), new Embedding(9, 4), new Flatten(), dense(2))),
            Map.entry("lstm", () -> layers(Shape.of(6, 2), new Lstm(4), new Flatten(), dense(2))),
            Map.entry("gru", () -> layers(Shape.of(6, 2), new Gru(4), new Flatten(), dense(2))),
            Map.entry("selfAttention", () -> layers(Shape.of(6, 4), new SelfAttention(2), new Flatten(), dense(2))),
            Map.entry(
                    "transformerBlock",
                    () -> layers(Shape.of(6, 4), new TransformerBlock(2, 8), new Flatten(), dense(2))));

    private FunctionPicture() {}

    /** Of the function of a name; none where it makes nothing that is drawn. */
    public static Optional<Picture> of(String name) {
        return Optional.ofNullable(PICTURES.get(name)).map(Supplier::get);
    }

    private static Picture activation(Activation function) {
        Curve curve = Curve.of(-Curve.REACH, Curve.REACH, function)[0];
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

    private static Dense dense(int units) {
        return new Dense(units, true, null, null);
    }

    private static Picture layers(Shape input, Layer... layers) {
        Compute compute = new Compute(FloatMath.plain(), Workers.inline());
        Network network = new Network(new Seed(1), compute, new Inputs(input, List.of()), List.of(layers));
        return NetworkDrawing.of(network).picture();
    }
}
