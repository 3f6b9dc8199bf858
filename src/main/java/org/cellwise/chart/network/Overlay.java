package org.cellwise.chart.network;

import java.util.List;
import java.util.Map;

/**
 * What is laid over a drawn network.
 *
 * @param title above the drawing, empty for none
 * @param lines what the lines show, such as {@code weight}
 * @param units what fills the circles, such as {@code activation}; empty for nothing
 * @param values numbers of all units by the name of the layer that puts them out, or {@code input}
 * @param dead units to show in grey, by the same names
 * @param notes lines to write below a layer, by its name
 * @param panels numbers to show within the block of a layer, also of one inside another, by its name
 */
public record Overlay(
        String title,
        String lines,
        String units,
        Map<String, double[]> values,
        Map<String, boolean[]> dead,
        Map<String, List<String>> notes,
        Map<String, List<Panel>> panels) {
    /** The bare drawing: lines for weights, nothing in the circles. */
    public static final Overlay NONE = new Overlay("", "weight", "", Map.of(), Map.of(), Map.of(), Map.of());

    boolean fills() {
        return !units.isEmpty();
    }
}
