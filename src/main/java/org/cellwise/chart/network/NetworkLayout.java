package org.cellwise.chart.network;

import java.util.ArrayList;
import java.util.List;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Theme;

/**
 * Where the stages of a drawn network are: in rows from left to right, each stage centred on x and on the middle of its
 * row.
 *
 * @param places one for each stage
 * @param pitch from unit to unit of the largest column
 * @param radius of a unit
 * @param labelled whether there is room for the name and value of every weight
 * @param valued whether circles hold numbers
 * @param width of the picture
 * @param bottom of the last row with its captions
 */
record NetworkLayout(
        List<Place> places,
        double pitch,
        double radius,
        boolean labelled,
        boolean valued,
        double width,
        double bottom) {
    static final double CAPTION = 11; // text size
    static final double CAPTION_LINE = 14;
    private static final double NAME_ROOM = 130;
    private static final double COLUMN = 350; // a column's height where it has many units
    private static final double SMALLEST_NAME = 9;
    private static final double TWO_LINES = 15; // radius with room for a name and a number
    private static final double WIDE_PITCH = 54;
    private static final double LABELLED_PITCH = 76;
    private static final double MARGIN = 12;
    private static final double BETWEEN_ROWS = 44;
    private static final int MOST_LABELS = 40;
    private static final int MOST_LABELS_IN_A_GAP = 20;

    /** A stage in its place: the middle of it, the top of its row, the height that its captions begin at. */
    record Place(Stage stage, int row, double x, double y, double top, double bottom, double half) {
        double left() {
            return x - half;
        }

        double right() {
            return x + half;
        }
    }

    static NetworkLayout of(List<Stage> stages, double top, boolean valued) {
        boolean labelled = fewLines(stages);
        int slots = stages.stream()
                .filter(Stage::isUnits)
                .mapToInt(stage -> stage.units().shown().slots())
                .max()
                .orElse(1);
        double pitch = labelled ? LABELLED_PITCH : Math.max(20, Math.min(WIDE_PITCH, COLUMN / slots));
        double radius = Math.max(7, Math.min(19, pitch * 0.36));
        return new Builder(stages, pitch, radius, labelled, valued).build(top);
    }

    private static boolean fewLines(List<Stage> stages) {
        int all = 0;
        for (Stage stage : stages) {
            if (stage.isUnits()) {
                int lines = stage.units().links() == null
                        ? 0
                        : stage.units().links().values().length
                                * stage.units().shown().drawn();
                if (lines > MOST_LABELS_IN_A_GAP || stage.units().shown().slots() > 6) {
                    return false;
                }
                all += lines;
            } else if (!stage.isBar()) {
                return false;
            }
        }
        return all <= MOST_LABELS;
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

    /** A name as it is written beside its circle. */
    static String beside(String name) {
        return Labels.fit(name, Theme.TEXT, NAME_ROOM);
    }

    private record Builder(List<Stage> stages, double pitch, double radius, boolean labelled, boolean valued) {
        NetworkLayout build(double top) {
            List<Place> places = new ArrayList<>();
            double width = Theme.WIDTH;
            double y = top;
            int from = 0;
            for (int row = 0; from < stages.size(); row++) {
                int to = rowEnd(from);
                double[] centres = spread(from, to);
                width = Math.max(width, centres[to - from]);
                double tall = tallest(from, to);
                double bottom = y + tall;
                for (int i = from; i < to; i++) {
                    // columns have their captions on one line below the row, blocks right below themselves
                    double foot = isUnits(i)
                            ? y + tall
                            : y + (tall + stages.get(i).glyph().height()) / 2;
                    places.add(new Place(stages.get(i), row, centres[i - from], y + tall / 2, y, foot, half(i)));
                    bottom =
                            Math.max(bottom, foot + 6 + stages.get(i).captions().size() * CAPTION_LINE);
                }
                y = bottom + (to < stages.size() ? BETWEEN_ROWS : 0);
                from = to;
            }
            return new NetworkLayout(List.copyOf(places), pitch, radius, labelled, valued, Math.ceil(width), y);
        }

        // stages that fit beside one another, at least one
        private int rowEnd(int from) {
            int to = from + 1;
            while (to < stages.size() && needed(from, to + 1) <= Theme.WIDTH) {
                to++;
            }
            return to;
        }

        private double needed(int from, int to) {
            double width = leftRoom(from) + rightRoom(to - 1);
            for (int i = from; i < to - 1; i++) {
                width += least(i);
            }
            return width;
        }

        /** The middle of each stage of a row, and last how wide the picture must be. */
        private double[] spread(int from, int to) {
            double needed = needed(from, to);
            double width = Math.max(Theme.WIDTH, needed);
            double stretch = 0;
            for (int i = from; i < to - 1; i++) {
                stretch += most(i) - least(i);
            }
            double part = stretch == 0 ? 0 : Math.min(1, (width - needed) / stretch);
            double used = needed + part * stretch;
            double[] centres = new double[to - from + 1];
            centres[0] = (width - used) / 2 + leftRoom(from);
            for (int i = from; i < to - 1; i++) {
                centres[i - from + 1] = centres[i - from] + least(i) + part * (most(i) - least(i));
            }
            centres[to - from] = width;
            return centres;
        }

        /** From the middle of a stage to that of the next, at least. */
        private double least(int i) {
            double gap = isUnits(i) && isUnits(i + 1) ? (labelled ? 120 : 46) : labelled ? 60 : 26;
            double captions = (captionWidth(i) + captionWidth(i + 1)) / 2 + 6;
            return Math.max(captions, half(i) + gap + half(i + 1));
        }

        /** The same at most. */
        private double most(int i) {
            boolean lines = isUnits(i + 1) && (isUnits(i) || stages.get(i).isBar());
            double gap = lines ? (labelled ? 170 : 150) : 44;
            return Math.max(least(i), half(i) + gap + half(i + 1));
        }

        private boolean isUnits(int i) {
            return stages.get(i).isUnits();
        }

        private double half(int i) {
            Stage stage = stages.get(i);
            return stage.isUnits() ? radius : stage.glyph().width() / 2;
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
            if (units == null || empty().namesInside(units)) {
                return 0;
            }
            return 8
                    + units.names().stream()
                            .mapToDouble(name -> Labels.width(beside(name), Theme.TEXT))
                            .max()
                            .orElse(0);
        }

        private NetworkLayout empty() {
            return new NetworkLayout(List.of(), pitch, radius, labelled, valued, 0, 0);
        }

        private double tallest(int from, int to) {
            double tall = 0;
            for (int i = from; i < to; i++) {
                Stage stage = stages.get(i);
                tall = Math.max(
                        tall,
                        stage.isUnits()
                                ? empty().height(stage.units().shown()) + (labelled ? 20 : 6)
                                : stage.glyph().height());
            }
            return tall;
        }
    }
}
