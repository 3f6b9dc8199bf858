package org.cellwise.chart.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Theme;

/** Puts the stages of a drawn network into rows that are as wide as a picture, if their stages are not wider. */
final class LayoutBuilder {
    private static final double NAME_ROOM = 130; // more where the picture has room to spare
    private static final double MARGIN = 12;
    private static final double BETWEEN_ROWS = 44;
    private static final double WIDE_LABELS = 146; // two labels beside one another
    private static final double SHORT_LINES = 46;
    private static final double WIDE_LINES = 100;
    private static final int FEW_LABELS = 6; // have room one above the other

    private final List<Stage> stages;
    private final boolean labelled;
    private final NetworkLayout sizes; // without places
    private double nameRoom = NAME_ROOM;

    LayoutBuilder(List<Stage> stages, double pitch, double radius, boolean labelled, boolean valued) {
        this.stages = stages;
        this.labelled = labelled;
        this.sizes = new NetworkLayout(List.of(), pitch, radius, List.of(), labelled, valued, NAME_ROOM, 0, 0);
    }

    NetworkLayout build(double top) {
        List<int[]> rows = rows();
        if (rows.size() == 1) {
            widenNames(rows.get(0));
        }
        List<NetworkLayout.Place> places = new ArrayList<>();
        double width = Theme.WIDTH;
        double y = top;
        int placed = -1; // the last stage that has its place
        for (int row = 0; row < rows.size(); row++) {
            int[] indices = rows.get(row);
            double[] centres = spread(indices);
            width = Math.max(width, centres[indices.length]);
            double tall = tallest(indices);
            double bottom = y + tall;
            for (int k = 0; k < indices.length; k++) {
                Stage stage = stages.get(indices[k]);
                // columns have their captions on one line below the row, blocks right below themselves
                double foot =
                        stage.isUnits() ? y + tall : y + (tall + stage.glyph().height()) / 2;
                places.add(new NetworkLayout.Place(
                        stage, row, centres[k], y + tall / 2, y, foot, half(indices[k]), indices[k] <= placed));
                bottom = Math.max(bottom, foot + 6 + stage.captions().size() * NetworkLayout.CAPTION_LINE);
                placed = Math.max(placed, indices[k]);
            }
            y = bottom + (row + 1 < rows.size() ? BETWEEN_ROWS : 0);
        }
        return new NetworkLayout(
                List.copyOf(places),
                sizes.pitch(),
                sizes.radius(),
                List.of(),
                labelled,
                sizes.valued(),
                nameRoom,
                Math.ceil(width),
                y);
    }

    /** Which stages stand in each row. */
    private List<int[]> rows() {
        List<int[]> rows = new ArrayList<>();
        int from = 0;
        while (from < stages.size()) {
            int source = source(from);
            int to = from + 1;
            while (to < stages.size() && needed(row(source, from, to + 1)) <= Theme.WIDTH) {
                to++;
            }
            int column = to < stages.size() ? source(to) : -1;
            to = column >= from ? column + 1 : to; // what lines pass through goes with where they end
            rows.add(row(source, from, to));
            from = to;
        }
        return rows;
    }

    private static int[] row(int source, int from, int to) {
        IntStream all = IntStream.range(from, to);
        return (source < 0 ? all : IntStream.concat(IntStream.of(source), all)).toArray();
    }

    /** The column from which lines pass the gap before a stage; -1 where none do. */
    private int source(int stage) {
        int to = stage;
        while (to < stages.size() && stages.get(to).isBar()) {
            to++;
        }
        int from = stage - 1;
        while (from >= 0 && stages.get(from).isBar()) {
            from--;
        }
        boolean joined = from >= 0
                && to < stages.size()
                && isUnits(from)
                && isUnits(to)
                && stages.get(to).units().links() != null;
        return joined ? from : -1;
    }

    // what a row leaves
    private void widenNames(int[] row) {
        double used = needed(row);
        for (int k = 0; k + 1 < row.length && !labelled; k++) {
            boolean lines = isUnits(row[k]) && isUnits(row[k + 1]);
            used += lines ? WIDE_LINES - SHORT_LINES : 0;
        }
        double left = namesBeside(row[0]) - NAME_ROOM;
        double right = row.length == 1 ? 0 : namesBeside(row[row.length - 1]) - NAME_ROOM;
        nameRoom += Math.max(0, Theme.WIDTH - used) / (left > 0 && right > 0 ? 2 : 1);
    }

    private double needed(int[] row) {
        double width = leftRoom(row[0]) + rightRoom(row[row.length - 1]);
        for (int k = 0; k + 1 < row.length; k++) {
            width += minGap(row[k], row[k + 1]);
        }
        return width;
    }

    /** The middle of each stage of a row, and last how wide the picture must be. */
    private double[] spread(int[] row) {
        double needed = needed(row);
        double width = Math.max(Theme.WIDTH, needed);
        double stretch = 0;
        for (int k = 0; k + 1 < row.length; k++) {
            stretch += maxGap(row[k], row[k + 1]) - minGap(row[k], row[k + 1]);
        }
        double part = stretch == 0 ? 0 : Math.min(1, (width - needed) / stretch);
        double used = needed + part * stretch;
        double[] centres = new double[row.length + 1];
        centres[0] = (width - used) / 2 + leftRoom(row[0]);
        for (int k = 0; k + 1 < row.length; k++) {
            double minGap = minGap(row[k], row[k + 1]);
            centres[k + 1] = centres[k] + minGap + part * (maxGap(row[k], row[k + 1]) - minGap);
        }
        centres[row.length] = width;
        return centres;
    }

    /** From the middle of a stage to that of the next, at least. */
    private double minGap(int i, int next) {
        double gap = labelled && isUnits(next) ? labelRoom(next) : isUnits(i) && isUnits(next) ? SHORT_LINES : 26;
        double captions = (captionWidth(i) + captionWidth(next)) / 2 + 6;
        return Math.max(captions, half(i) + gap + half(next));
    }

    /** The same at most. */
    private double maxGap(int i, int next) {
        boolean lines = isUnits(next) && (isUnits(i) || stages.get(i).isBar());
        double gap = lines ? (labelled ? 180 : 150) : 44;
        return Math.max(minGap(i, next), half(i) + gap + half(next));
    }

    private double labelRoom(int i) {
        Stage.Links links = isUnits(i) ? stages.get(i).units().links() : null;
        boolean few = links == null || links.values().length * links.values()[0].length <= FEW_LABELS;
        return few ? 120 : WIDE_LABELS;
    }

    private boolean isUnits(int i) {
        return stages.get(i).isUnits();
    }

    private double half(int i) {
        Stage stage = stages.get(i);
        return stage.isUnits() ? sizes.radius() : stage.glyph().width() / 2;
    }

    private double captionWidth(int i) {
        return stages.get(i).captionWidth();
    }

    private double leftRoom(int i) {
        double names = i == 0 ? namesBeside(i) : 18; // an arrow from the row before
        return MARGIN + Math.max(half(i) + names, captionWidth(i) / 2);
    }

    private double rightRoom(int i) {
        boolean last = i == stages.size() - 1;
        return MARGIN + Math.max(half(i) + (last ? namesBeside(i) : 16), captionWidth(i) / 2 + (last ? 0 : 8));
    }

    private double namesBeside(int i) {
        Stage.Units units = stages.get(i).units();
        if (units == null || sizes.namesInside(units)) {
            return 0;
        }
        return 8
                + units.names().stream()
                        .mapToDouble(name -> Math.min(nameRoom, Labels.width(name, Theme.TEXT)))
                        .max()
                        .orElse(0);
    }

    private double tallest(int[] row) {
        double tall = 0;
        for (int i : row) {
            Stage stage = stages.get(i);
            tall = Math.max(
                    tall,
                    stage.isUnits()
                            ? sizes.height(stage.units().shown()) + (labelled ? 20 : 6)
                            : stage.glyph().height());
        }
        return tall;
    }
}
