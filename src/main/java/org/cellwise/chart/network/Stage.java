package org.cellwise.chart.network;

import java.util.ArrayList;
import java.util.List;
import org.cellwise.chart.picture.Labels;
import org.cellwise.layer.Layer;
import org.cellwise.network.UnitNames;

/**
 * One station on the way through a drawn network: a column of units, or a block.
 *
 * @param layer what it was read from; null for the inputs
 * @param captions lines written below it
 * @param units the column, null for a block
 * @param glyph the block, null for a column
 * @param name of the layer, or {@code input}
 * @param output name of the layer whose output it shows: itself, or the activation after it
 */
record Stage(Layer layer, List<String> captions, Units units, Glyph glyph, String name, String output) {
    /**
     * A column of circles.
     *
     * @param shown which of its units are drawn
     * @param names one for each circle, empty where it has none
     * @param links the lines that come in; null where there are none of its own
     * @param biases one for each circle; null where the layer has none
     */
    record Units(ShownUnits shown, List<String> names, Links links, double[] biases) {}

    /**
     * Weighted lines between two columns.
     *
     * @param letter what its weights are called, w, w′, w″
     * @param values from circle i of the column before to circle j of this one
     */
    record Links(String letter, double[][] values) {
        /** The name of the line between two units, such as w₁₂. */
        String name(int from, int to) {
            return UnitNames.weight(letter, from, to);
        }
    }

    boolean isUnits() {
        return units != null;
    }

    /** What the k-th circle is called in a sentence. */
    String unitName(int k) {
        String unit = units.names().get(k);
        return unit.isEmpty() ? "unit " + (units.shown().unit(k) + 1) : unit;
    }

    boolean isBar() {
        return glyph instanceof Glyph.Bar;
    }

    double captionWidth() {
        return captions.stream()
                .mapToDouble(line -> Labels.width(line, NetworkLayout.CAPTION))
                .max()
                .orElse(0);
    }

    /** This stage with an activation that follows it. */
    Stage activated(String activation, String activationName) {
        List<String> more = new ArrayList<>(captions);
        more.add(activation);
        return new Stage(layer, List.copyOf(more), units, glyph, name, activationName);
    }

    Stage with(Glyph other) {
        return new Stage(layer, captions, units, other, name, output);
    }

    Stage with(Units other) {
        return new Stage(layer, captions, other, glyph, name, output);
    }
}
