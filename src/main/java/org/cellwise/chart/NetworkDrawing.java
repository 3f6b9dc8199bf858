package org.cellwise.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.cellwise.network.Network;

/**
 * A network as the textbook draws it: its units as circles, its weights as lines between them, coloured by sign and as
 * wide as they are large, on one scale for the whole network. Small networks carry the name and value of every weight;
 * of large layers only the first and last units are drawn, with their number between. Layers of other kinds are blocks.
 */
public final class NetworkDrawing {
    private static final double TOP = 12;
    private static final double TITLE_LINE = 26;
    private static final double LEGEND = 34;

    private final List<Stage> stages;
    private final Overlay overlay;
    private final double limit;

    private NetworkDrawing(List<Stage> stages, Overlay overlay, double limit) {
        this.stages = stages;
        this.overlay = overlay;
        this.limit = limit;
    }

    /** The network with the weights that it has now. */
    public static NetworkDrawing of(Network network) {
        return of(network, network.parameters().values(), Overlay.NONE);
    }

    /** The network with other numbers on its lines, laid out as its parameters are. */
    static NetworkDrawing of(Network network, float[] numbers, Overlay overlay) {
        List<Stage> stages = NetworkStages.read(network, numbers).stream()
                .map(stage -> noted(stage, overlay))
                .toList();
        return new NetworkDrawing(stages, overlay, limit(stages));
    }

    private static Stage noted(Stage stage, Overlay overlay) {
        List<String> lines = new ArrayList<>(stage.captions());
        lines.addAll(overlay.notes().getOrDefault(stage.name(), List.of()));
        return new Stage(stage.layer(), List.copyOf(lines), stage.units(), stage.glyph(), stage.name(), stage.output());
    }

    private static double limit(List<Stage> stages) {
        double most =
                weights(stages).filter(Double::isFinite).map(Math::abs).max().orElse(0);
        return most == 0 ? 1 : most;
    }

    private static DoubleStream weights(List<Stage> stages) {
        return stages.stream()
                .filter(stage -> stage.isUnits() && stage.units().links() != null)
                .flatMap(stage -> Stream.of(stage.units().links().values()))
                .flatMapToDouble(DoubleStream::of);
    }

    /** The drawing with lines on a scale where this is the widest. */
    NetworkDrawing widest(double value) {
        return new NetworkDrawing(stages, overlay, value);
    }

    /** The largest size of a number on its lines. */
    double limit() {
        return limit;
    }

    /** As a picture; {@link Picture#interactive} shows each weight where the reader hovers. */
    public Picture picture() {
        double top = TOP + (overlay.title().isEmpty() ? 0 : TITLE_LINE);
        NetworkLayout layout = NetworkLayout.of(stages, top);
        int width = (int) layout.width();
        int height = (int) Math.ceil(layout.bottom() + LEGEND);
        NetworkWords words = new NetworkWords(stages, overlay, limit);
        return Picture.draw(words.title(), words.description(), width, height, canvas -> {
            if (!overlay.title().isEmpty()) {
                canvas.text(
                        Labels.fit(overlay.title(), Theme.TITLE, width - 24),
                        width / 2.0,
                        22,
                        TextStyle.size(Theme.TITLE).heavier().centred());
            }
            new NetworkPainter(layout, overlay, limit, canvas).paint();
            words.drawLegend(canvas, width / 2.0, layout.bottom() + LEGEND - 12);
        });
    }
}
