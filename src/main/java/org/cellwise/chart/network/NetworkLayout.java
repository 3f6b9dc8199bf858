package org.cellwise.chart.network;

import java.util.List;
import java.util.Optional;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Theme;

/**
 * Where the stages of a drawn network are: in rows from left to right, each stage centred on x and on the middle of its
 * row. Where a row ends between two columns that lines join, the next one begins with the first of the two again.
 *
 * @param places one for each stage, and one more for each that is repeated
 * @param pitch from unit to unit of the largest column
 * @param radius of a unit
 * @param labels the name and value of every weight, in its place; none where there is no room for all
 * @param labelled whether there is room for the name and value of every weight
 * @param valued whether circles hold numbers
 * @param nameRoom for a name beside a circle
 * @param width of the picture
 * @param bottom of the last row with its captions
 */
record NetworkLayout(
        List<Place> places,
        double pitch,
        double radius,
        List<LineLabels.Label> labels,
        boolean labelled,
        boolean valued,
        double nameRoom,
        double width,
        double bottom) {
    static final double CAPTION = 11; // text size
    static final double CAPTION_LINE = 14;
    private static final double COLUMN = 350; // a column's height where it has many units
    private static final double SMALLEST_NAME = 9;
    private static final double TWO_LINES = 15; // radius with room for a name and a number
    private static final double TWO_NAME_LINES = 38; // pitch with room for a name of two lines
    private static final double WIDE_PITCH = 54;
    private static final double[] LABELLED_PITCHES = {76, 92, 112};
    private static final int MAX_LABELS = 40;
    private static final int MAX_LABELS_IN_A_GAP = 20;

    /**
     * A stage in its place.
     *
     * @param x its middle
     * @param y the middle of its row
     * @param top of its row
     * @param bottom where its captions begin
     * @param half of its width
     * @param again whether it stands at the end of the row before as well
     */
    record Place(Stage stage, int row, double x, double y, double top, double bottom, double half, boolean again) {
        double left() {
            return x - half;
        }

        double right() {
            return x + half;
        }

        int circles() {
            return stage.units().shown().drawn();
        }

        List<String> captions() {
            return again ? List.of(stage.name(), "repeated") : stage.captions();
        }
    }

    /** All lines between two columns; they begin at the height of their circle, but behind what stands between. */
    record Wires(Stage.Links links, Place from, Place to, double start) {}

    static NetworkLayout of(List<Stage> stages, double top, boolean valued, LineScale scale) {
        for (double pitch : fewLines(stages) ? LABELLED_PITCHES : new double[0]) {
            NetworkLayout layout = new LayoutBuilder(stages, pitch, radius(pitch), true, valued).build(top);
            Optional<List<LineLabels.Label>> labels = LineLabels.of(layout, scale);
            if (labels.isPresent()) {
                return layout.with(labels.get());
            }
        }
        int slots = stages.stream()
                .filter(Stage::isUnits)
                .mapToInt(stage -> stage.units().shown().slots())
                .max()
                .orElse(1);
        double pitch = Math.max(20, Math.min(WIDE_PITCH, COLUMN / slots));
        return new LayoutBuilder(stages, pitch, radius(pitch), false, valued).build(top);
    }

    private static double radius(double pitch) {
        return Math.max(7, Math.min(19, pitch * 0.36));
    }

    private NetworkLayout with(List<LineLabels.Label> placed) {
        return new NetworkLayout(places, pitch, radius, placed, labelled, valued, nameRoom, width, bottom);
    }

    private static boolean fewLines(List<Stage> stages) {
        int all = 0;
        for (Stage stage : stages) {
            if (stage.isUnits()) {
                int lines = stage.units().links() == null
                        ? 0
                        : stage.units().links().values().length
                                * stage.units().shown().drawn();
                if (lines > MAX_LABELS_IN_A_GAP || stage.units().shown().slots() > 6) {
                    return false;
                }
                all += lines;
            } else if (!stage.isBar()) {
                return false;
            }
        }
        return all <= MAX_LABELS;
    }

    /** The lines into a place from the column before it in its row; null where it has none. */
    Wires wires(int place) {
        Place to = places.get(place);
        if (!to.stage().isUnits() || to.stage().units().links() == null || to.again()) {
            return null;
        }
        int from = place - 1;
        while (from >= 0 && places.get(from).stage().isBar()) {
            from--;
        }
        if (from < 0 || !places.get(from).stage().isUnits() || places.get(from).row() != to.row()) {
            return null;
        }
        Place source = places.get(from);
        double start = from == place - 1 ? source.x() : places.get(place - 1).right();
        return new Wires(to.stage().units().links(), source, to, start);
    }

    /** Height of a circle of a column. */
    double y(Place place, int k) {
        ShownUnits shown = place.stage().units().shown();
        return place.y() + shown.place(k) * pitch(shown);
    }

    /** From unit to unit of a column; those of a small one stand further apart. */
    double pitch(ShownUnits shown) {
        return labelled ? pitch : Math.max(pitch, Math.min(WIDE_PITCH, 0.8 * COLUMN / shown.slots()));
    }

    /** From the top of a column's first circle to the bottom of its last. */
    double height(ShownUnits shown) {
        return (shown.slots() - 1) * pitch(shown) + 2 * radius;
    }

    /** Whether the names of a column have room within its circles. */
    boolean namesInside(Stage.Units units) {
        return nameSize() >= SMALLEST_NAME
                && (!valued || radius >= TWO_LINES)
                && units.names().stream().allMatch(name -> Labels.width(name, nameSize()) <= 2 * radius - 6);
    }

    /** Text size of names within circles. */
    double nameSize() {
        return Math.min(14, radius * 0.8);
    }

    /** A name as it is written beside its circle, in two lines where it is long and the circles are far apart. */
    List<String> beside(String name) {
        return Labels.wrap(name, Theme.TEXT, nameRoom, pitch >= TWO_NAME_LINES ? 2 : 1);
    }
}
