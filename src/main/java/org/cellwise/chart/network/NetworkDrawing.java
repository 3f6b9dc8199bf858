package org.cellwise.chart.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Legend;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.insight.Diagnosis;
import org.cellwise.insight.GradientFlow;
import org.cellwise.network.Network;
import org.cellwise.network.Trace;
import org.cellwise.network.UnitNames;
import org.cellwise.text.Given;
import org.cellwise.text.Numbers;

/**
 * A network as the textbook draws it: its units as circles, its weights as lines between them, coloured by sign and as
 * wide as they are large, on one scale for the whole network. Small networks carry the name and value of every weight;
 * of large layers only the first and last units are drawn, with their number between. Layers of other kinds are blocks.
 */
public final class NetworkDrawing implements Figure {
    private static final double TOP = 12;
    private static final double TITLE_LINE = 26;
    private static final double LEGEND_GAP = 10;
    private static final double BOTTOM = 8;
    private static final int NAMED = 4; // inputs whose values have room in the title

    private final List<Stage> stages;
    private final Overlay overlay;
    private final LineScale scale;

    private NetworkDrawing(List<Stage> stages, Overlay overlay, LineScale scale) {
        this.stages = stages;
        this.overlay = overlay;
        this.scale = scale;
    }

    /** The network with the weights that it has now. */
    public static NetworkDrawing of(Network network) {
        return of(network, network.parameters().values(), Overlay.NONE);
    }

    /**
     * The network with the activation of every unit for one row of inputs.
     *
     * @throws IllegalArgumentException if the row does not fit the network
     */
    public static NetworkDrawing activations(Network network, double... row) {
        Given.require(network, "activations", "a network, as network(…) makes it");
        Trace trace = network.trace(row);
        Map<String, double[]> values = new HashMap<>(Map.of("input", row.clone()));
        Map<String, List<Panel>> panels = new HashMap<>();
        panels.put("input", List.of(panel("", trace.input())));
        for (Trace.Call call : trace.calls()) {
            values.put(call.name(), call.output().values());
            addPanels(call, panels);
        }
        Overlay overlay =
                new Overlay(rowTitle(network, row), "weight", "activation", values, Map.of(), Map.of(), panels);
        return of(network, network.parameters().values(), overlay);
    }

    // what its steps worked out on the way, and what came out
    private static void addPanels(Trace.Call call, Map<String, List<Panel>> panels) {
        call.calls().forEach(part -> addPanels(part, panels));
        List<Panel> own = new ArrayList<>();
        for (Trace.Step step : call.ownSteps()) {
            step.inner()
                    .forEach(inner ->
                            own.add(new Panel(inner.name(), inner.shape().dropFirst(), inner.values())));
        }
        own.add(panel("output", call.output()));
        panels.put(call.name(), own);
    }

    private static Panel panel(String caption, Trace.Value value) {
        return new Panel(caption, value.shape().dropFirst(), value.values());
    }

    private static String rowTitle(Network network, double[] row) {
        if (row.length > NAMED) {
            return "Activations for a row of %s inputs".formatted(row.length);
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < row.length; i++) {
            String name = UnitNames.pretty(network.inputNames().get(i));
            parts.add(name + " = " + Numbers.significant(row[i], 3));
        }
        String title = "Activations for " + String.join(", ", parts);
        return Labels.width(title, Theme.TITLE) <= Theme.WIDTH - 24
                ? title
                : "Activations for a row of %s inputs".formatted(row.length);
    }

    /** The network with the gradient of each weight on its lines, its size below each layer, and flat units grey. */
    public static NetworkDrawing of(GradientFlow flow) {
        Map<String, List<String>> notes = new HashMap<>();
        for (Diagnosis.Layer layer : flow.layers()) {
            notes.put(
                    layer.name(),
                    List.of(
                            "gradient " + Numbers.significant(layer.gradient(), 2),
                            "step " + Numbers.significant(100 * layer.update(), 2) + " %"));
        }
        String rows = flow.rows() == 1 ? "1 row" : flow.rows() + " rows";
        Overlay overlay =
                new Overlay("Gradient flow on " + rows, "gradient", "", Map.of(), flow.flat(), notes, Map.of());
        return of(flow.network(), flow.gradients(), overlay);
    }

    /** The network with other numbers on its lines, laid out as its parameters are. */
    public static NetworkDrawing of(Network network, float[] numbers, Overlay overlay) {
        List<Stage> stages = NetworkStages.read(network, numbers, overlay).stream()
                .map(stage -> overlaid(stage, overlay))
                .toList();
        return new NetworkDrawing(stages, overlay, new LineScale(limit(stages), false));
    }

    private static Stage overlaid(Stage stage, Overlay overlay) {
        List<String> lines = new ArrayList<>(stage.captions());
        lines.addAll(overlay.notes().getOrDefault(stage.name(), List.of()));
        boolean[] dead = overlay.dead().getOrDefault(stage.output(), new boolean[0]);
        long flat = IntStream.range(0, dead.length).filter(i -> dead[i]).count();
        if (flat > 0) {
            lines.add("%s of %s flat".formatted(flat, dead.length));
        }
        Glyph glyph = stage.glyph();
        double[] values = overlay.values().get(stage.output());
        if (glyph instanceof Glyph.Maps maps && overlay.fills() && values != null) {
            glyph = new Glyph.Tiles(values, maps.channels(), maps.rows(), maps.columns());
        }
        return new Stage(stage.layer(), List.copyOf(lines), stage.units(), glyph, stage.name(), stage.output());
    }

    private static double limit(List<Stage> stages) {
        double largest =
                weights(stages).filter(Double::isFinite).map(Math::abs).max().orElse(0);
        return largest == 0 ? 1 : largest;
    }

    private static DoubleStream weights(List<Stage> stages) {
        return stages.stream()
                .filter(stage -> stage.isUnits() && stage.units().links() != null)
                .flatMap(stage -> Stream.of(stage.units().links().values()))
                .flatMapToDouble(DoubleStream::of);
    }

    /** The drawing with lines on a scale where this is the widest, as one of several that follow one another. */
    public NetworkDrawing widest(double value) {
        return new NetworkDrawing(stages, overlay, new LineScale(value, true));
    }

    /** The largest size of a number on its lines. */
    public double limit() {
        return scale.limit();
    }

    /** As a picture; {@link Picture#interactive} shows each weight where the reader hovers. */
    @Override
    public Picture picture() {
        double top = TOP + (overlay.title().isEmpty() ? 0 : TITLE_LINE);
        NetworkLayout layout = NetworkLayout.of(stages, top, overlay.fills(), scale);
        int width = (int) layout.width();
        NetworkWords words = new NetworkWords(stages, overlay, scale.limit());
        Legend legend = words.legend();
        int height = (int) Math.ceil(layout.bottom() + LEGEND_GAP + legend.height(width) + BOTTOM);
        return Picture.draw(words.title(), words.description(), width, height, canvas -> {
            if (!overlay.title().isEmpty()) {
                canvas.text(
                        Labels.fit(overlay.title(), Theme.TITLE, width - 24),
                        width / 2.0,
                        22,
                        TextStyle.size(Theme.TITLE).heavier().centred());
            }
            new NetworkPainter(layout, overlay, scale, canvas).paint();
            legend.draw(canvas, width, layout.bottom() + LEGEND_GAP);
        });
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
