package org.cellwise.chart.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.layer.Description;
import org.cellwise.layer.Layer;
import org.cellwise.network.Network;
import org.cellwise.network.UnitNames;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Names;

/** Reads a network as the stages of its drawing: dense layers on rows of numbers as columns of units, others as blocks. */
final class NetworkStages {
    private static final int MAX_UNITS = 16; // circles in a column
    private static final int FEWER_UNITS = 10; // in networks that would have too many lines
    private static final int MANY_LINES = 600;

    private final Network network;
    private final float[] numbers;
    private final Overlay overlay;
    private final LayerGlyphs glyphs;
    private final int maxUnits;
    private final List<Stage> stages = new ArrayList<>();
    private ShownUnits source; // the units that the next layer's lines come from; null behind a block
    private int hidden;
    private int links;
    private int repeated = 1;

    private NetworkStages(Network network, float[] numbers, Overlay overlay, int maxUnits) {
        this.network = network;
        this.overlay = overlay;
        this.glyphs = new LayerGlyphs(network, overlay);
        this.numbers = numbers;
        this.maxUnits = maxUnits;
    }

    /** The stages, with lines that show the given numbers, laid out as the parameters are: weights, or their gradients. */
    static List<Stage> read(Network network, float[] numbers, Overlay overlay) {
        List<Stage> stages = new NetworkStages(network, numbers, overlay, MAX_UNITS).read();
        return lines(stages) <= MANY_LINES ? stages : new NetworkStages(network, numbers, overlay, FEWER_UNITS).read();
    }

    private static int lines(List<Stage> stages) {
        return stages.stream()
                .filter(stage -> stage.isUnits() && stage.units().links() != null)
                .mapToInt(stage -> stage.units().links().values().length
                        * stage.units().shown().drawn())
                .sum();
    }

    private List<Stage> read() {
        addInput(network.inputShape());
        network.layers().forEach(this::add);
        nameOutputs();
        return stages;
    }

    private void addInput(Shape shape) {
        List<Panel> panels = overlay.panels().getOrDefault("input", List.of());
        String caption = shape.rank() == 1 ? Names.count(shape.elements(), "input") : shape + " inputs";
        if (shape.rank() == 1) {
            source = ShownUnits.of(shape.elements(), maxUnits);
            List<String> names = names(source, network.inputNames());
            add(null, List.of("input", caption), new Stage.Units(source, names, null, null), null, "input");
        } else if (shape.rank() == 3) {
            add(null, List.of("input", shape.toString()), null, maps(shape), "input");
        } else {
            add(
                    null,
                    List.of("input"),
                    null,
                    new Glyph.Box(List.of("sequence", shape.toString()), false, panels),
                    "input");
        }
    }

    private void add(BuiltLayer layer) {
        Description description = layer.description();
        Stage last = stages.get(stages.size() - 1);
        boolean nested = last.layer() != null && last.layer().describe().nests();
        boolean function = description.flow() == Description.Flow.FUNCTION;
        if (function && last.layer() != null && !last.isBar() && !nested) {
            replaceLast(last.activated(LayerGlyphs.line(description), layer.name()));
        } else if (description.flow() == Description.Flow.UNITS && layer.input().rank() == 1) {
            addUnits(layer);
        } else if (nested
                && layer.layer().equals(last.layer())
                && overlay.panels().isEmpty()) {
            repeated++;
            replaceLast(last.with(new Glyphs.Repeated(glyphs.of(layer), repeated)));
        } else {
            addBlock(layer, description);
        }
    }

    private void addUnits(BuiltLayer layer) {
        ShownUnits shown = ShownUnits.of(layer.output().elements(), maxUnits);
        int column = hidden++;
        List<String> names = IntStream.range(0, shown.drawn())
                .mapToObj(k -> UnitNames.hidden(column, shown.unit(k)))
                .toList();
        Stage.Links lines = source == null ? null : links(layer, shown);
        Stage.Units units = new Stage.Units(shown, names, lines, biases(layer, shown));
        List<String> captions = new ArrayList<>(List.of(layer.name(), Names.count(shown.count(), "unit")));
        if (!layer.trainable()) {
            captions.set(1, captions.get(1) + ", frozen");
        }
        add(layer.layer(), captions, units, null, layer.name());
        source = shown;
    }

    private void addBlock(BuiltLayer layer, Description description) {
        boolean image = description.flow() == Description.Flow.WINDOW;
        Glyph glyph = image ? maps(layer.output()) : glyphs.of(layer);
        List<String> captions = new ArrayList<>();
        if (!description.passes()) {
            captions.add(layer.name());
            captions.add(layer.output().toString());
        }
        if (image) {
            description.words().stream().skip(1).limit(1).forEach(captions::add);
        }
        if (layer.parameterCount() > 0 && !layer.trainable()) {
            captions.add("frozen");
        }
        repeated = 1;
        add(layer.layer(), captions, null, glyph, layer.name());
        if (!description.passes() || !layer.output().equals(layer.input())) {
            source = null;
        }
    }

    private static Glyph maps(Shape shape) {
        return new Glyph.Maps(shape.size(0), shape.size(1), shape.size(2));
    }

    private Stage.Links links(BuiltLayer layer, ShownUnits shown) {
        Parameter weight = layer.parameters().get(0);
        double[][] values = new double[source.drawn()][shown.drawn()];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values[i].length; j++) {
                values[i][j] = numbers[weight.offset() + source.unit(i) * shown.count() + shown.unit(j)];
            }
        }
        return new Stage.Links(UnitNames.weights(links++), values);
    }

    private double[] biases(BuiltLayer layer, ShownUnits shown) {
        if (layer.parameters().size() < 2) {
            return null;
        }
        int offset = layer.parameters().get(1).offset();
        return IntStream.range(0, shown.drawn())
                .mapToDouble(k -> numbers[offset + shown.unit(k)])
                .toArray();
    }

    // the last column carries the names of the outputs
    private void nameOutputs() {
        for (int i = stages.size() - 1; i > 0; i--) {
            Stage stage = stages.get(i);
            if (stage.isUnits()) {
                Stage.Units units = stage.units();
                List<String> names = names(units.shown(), network.outputNames());
                stages.set(i, stage.with(new Stage.Units(units.shown(), names, units.links(), units.biases())));
            }
            if (!stage.isBar()) {
                return;
            }
        }
    }

    private static List<String> names(ShownUnits shown, List<String> all) {
        return IntStream.range(0, shown.drawn())
                .mapToObj(k -> UnitNames.pretty(all.get(shown.unit(k))))
                .toList();
    }

    private void add(Layer layer, List<String> captions, Stage.Units units, Glyph glyph, String name) {
        stages.add(new Stage(layer, List.copyOf(captions), units, glyph, name, name));
    }

    private void replaceLast(Stage stage) {
        stages.set(stages.size() - 1, stage);
    }
}
