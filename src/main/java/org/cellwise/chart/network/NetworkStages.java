package org.cellwise.chart.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.layer.Activation;
import org.cellwise.layer.AveragePool;
import org.cellwise.layer.BatchNorm;
import org.cellwise.layer.Conv2d;
import org.cellwise.layer.Dense;
import org.cellwise.layer.Dropout;
import org.cellwise.layer.Layer;
import org.cellwise.layer.LayerNorm;
import org.cellwise.layer.MaxPool;
import org.cellwise.network.Block;
import org.cellwise.network.Network;
import org.cellwise.network.UnitNames;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Shape;

/** Reads a network as the stages of its drawing: dense layers on rows of numbers as columns of units, others as blocks. */
final class NetworkStages {
    private static final int MOST_UNITS = 16; // circles in a column
    private static final int FEWER_UNITS = 10; // in networks that would have too many lines
    private static final int MANY_LINES = 600;

    private final Network network;
    private final float[] numbers;
    private final int most;
    private final List<Stage> stages = new ArrayList<>();
    private ShownUnits source; // the units that the next layer's lines come from; null behind a block
    private int hidden;
    private int links;
    private int repeated = 1;

    private NetworkStages(Network network, float[] numbers, int most) {
        this.network = network;
        this.numbers = numbers;
        this.most = most;
    }

    /** The stages, with lines that show the given numbers, laid out as the parameters are: weights, or their gradients. */
    static List<Stage> read(Network network, float[] numbers) {
        List<Stage> stages = new NetworkStages(network, numbers, MOST_UNITS).read();
        return lines(stages) <= MANY_LINES ? stages : new NetworkStages(network, numbers, FEWER_UNITS).read();
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
        Shape shape = network.inputShape();
        for (Block block : network.layers()) {
            add(block, shape);
            shape = block.output();
        }
        nameOutputs();
        return stages;
    }

    private void addInput(Shape shape) {
        String caption = shape.rank() == 1 ? count(shape.elements(), "input") : shape + " inputs";
        if (shape.rank() == 1) {
            source = ShownUnits.of(shape.elements(), most);
            List<String> names = names(source, network.inputNames());
            add(null, List.of("input", caption), new Stage.Units(source, names, null, null), null, "input");
        } else if (shape.rank() == 3) {
            add(null, List.of("input", shape.toString()), null, maps(shape), "input");
        } else {
            add(null, List.of("input"), null, new Glyph.Box(List.of("sequence", shape.toString()), false), "input");
        }
    }

    private void add(Block block, Shape input) {
        Layer layer = block.layer();
        Stage last = stages.get(stages.size() - 1);
        if (layer instanceof Activation activation && last.layer() != null && !last.isBar() && !isNest(last)) {
            replaceLast(last.activated(words(activation), block.name()));
        } else if (layer instanceof Dense && input.rank() == 1) {
            addUnits(block);
        } else if (layer.equals(last.layer()) && isNest(last)) {
            repeated++;
            replaceLast(last.with(new Glyphs.Repeated(LayerGlyphs.of(layer), repeated)));
        } else {
            addBlock(block, layer);
        }
    }

    private void addUnits(Block block) {
        ShownUnits shown = ShownUnits.of(block.output().elements(), most);
        int layer = hidden++;
        List<String> names = IntStream.range(0, shown.drawn())
                .mapToObj(k -> UnitNames.hidden(layer, shown.unit(k)))
                .toList();
        Stage.Links lines = source == null ? null : links(block, shown);
        Stage.Units units = new Stage.Units(shown, names, lines, biases(block, shown));
        List<String> captions = new ArrayList<>(List.of(block.name(), count(shown.count(), "unit")));
        if (!block.trainable()) {
            captions.set(1, captions.get(1) + ", frozen");
        }
        add(block.layer(), captions, units, null, block.name());
        source = shown;
    }

    private void addBlock(Block block, Layer layer) {
        boolean image = layer instanceof Conv2d || layer instanceof MaxPool || layer instanceof AveragePool;
        boolean bar = LayerGlyphs.isBar(layer);
        Glyph glyph = image && block.output().rank() == 3 ? maps(block.output()) : LayerGlyphs.of(layer);
        List<String> captions = new ArrayList<>();
        if (!bar) {
            captions.add(block.name());
            captions.add(block.output().toString());
        }
        if (image) {
            captions.add(String.join(" ", LayerGlyphs.words(layer).subList(1, 2)));
        }
        if (block.parameterCount() > 0 && !block.trainable()) {
            captions.add("frozen");
        }
        repeated = 1;
        add(layer, captions, null, glyph, block.name());
        if (!keepsUnits(layer)) {
            source = null;
        }
    }

    private static boolean keepsUnits(Layer layer) {
        return layer instanceof Activation
                || layer instanceof Dropout
                || layer instanceof BatchNorm
                || layer instanceof LayerNorm;
    }

    private static boolean isNest(Stage stage) {
        return stage.layer() != null && LayerGlyphs.isNest(stage.layer());
    }

    private static Glyph maps(Shape shape) {
        return new Glyph.Maps(shape.size(0), shape.size(1), shape.size(2));
    }

    private Stage.Links links(Block block, ShownUnits shown) {
        Parameter weight = block.parameters().get(0);
        double[][] values = new double[source.drawn()][shown.drawn()];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values[i].length; j++) {
                values[i][j] = numbers[weight.offset() + source.unit(i) * shown.count() + shown.unit(j)];
            }
        }
        return new Stage.Links(UnitNames.weights(links++), values);
    }

    private double[] biases(Block block, ShownUnits shown) {
        if (block.parameters().size() < 2) {
            return null;
        }
        int offset = block.parameters().get(1).offset();
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

    private static String words(Activation activation) {
        return activation.kind().replace('_', ' ');
    }

    private static String count(int number, String what) {
        return "%s %s".formatted(number, number == 1 ? what : what + "s");
    }

    private void add(Layer layer, List<String> captions, Stage.Units units, Glyph glyph, String name) {
        stages.add(new Stage(layer, List.copyOf(captions), units, glyph, name, name));
    }

    private void replaceLast(Stage stage) {
        stages.set(stages.size() - 1, stage);
    }
}
