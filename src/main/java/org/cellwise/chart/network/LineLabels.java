package org.cellwise.chart.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cellwise.chart.picture.Labels;
import org.cellwise.math.SeededRandom;

/**
 * Finds a place on its line for the label of each weight, so that no label touches another, a circle, or the ends of the
 * lines there: from a first guess on, one label after the other that is in the way moves to where it is least so.
 */
final class LineLabels {
    static final double SIZE = 10;
    private static final double HEIGHT = SIZE + 3;
    private static final double FREE = 9; // around a circle, where lines end
    private static final int STEPS = 36; // places on a line
    private static final int MOVES = 1500;

    /** Text, its middle, and how wide it is. */
    record Label(String text, double x, double y, double width) {}

    private record Box(double left, double top, double right, double bottom) {
        static Box around(double x, double y, double width, double height) {
            return new Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2);
        }

        double x() {
            return (left + right) / 2;
        }

        double y() {
            return (top + bottom) / 2;
        }

        double overlap(Box other) {
            double wide = Math.min(right, other.right) - Math.max(left, other.left);
            double tall = Math.min(bottom, other.bottom) - Math.max(top, other.top);
            return wide > 0 && tall > 0 ? wide * tall : 0;
        }
    }

    /**
     * A label with the places that are free of circles.
     *
     * @param unclear for each place how near other lines come to its middle, so that it might be taken for theirs
     */
    private record Line(String text, double width, List<Box> places, double[] unclear) {}

    private final List<Box> circles = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final SeededRandom random = new SeededRandom(1); // the same places each time

    private LineLabels() {}

    /** The labels of all lines; none where there is not room for all. */
    static Optional<List<Label>> of(NetworkLayout layout, LineScale scale) {
        LineLabels labels = new LineLabels();
        for (NetworkLayout.Place place : layout.places()) {
            if (place.stage().isUnits()) {
                labels.keepFree(layout, place, scale);
            }
        }
        for (int i = 0; i < layout.places().size(); i++) {
            NetworkLayout.Wires wires = layout.wires(i);
            if (wires != null && !labels.add(layout, wires, scale)) {
                return Optional.empty();
            }
        }
        return labels.solve();
    }

    private void keepFree(NetworkLayout layout, NetworkLayout.Place place, LineScale scale) {
        double side = 2 * (layout.radius() + FREE);
        for (int k = 0; k < place.circles(); k++) {
            double y = layout.y(place, k);
            circles.add(Box.around(place.x(), y, side, side));
            if (place.stage().units().biases() != null) {
                double width =
                        Labels.width("b " + scale.widest(place.stage().units().biases()[k]), SIZE) + 4;
                circles.add(Box.around(place.x(), y + layout.radius() + 8, width, HEIGHT + 2));
            }
        }
    }

    // false where the label of a line has no room beside the circles
    private boolean add(NetworkLayout layout, NetworkLayout.Wires wires, LineScale scale) {
        ShownUnits from = wires.from().stage().units().shown();
        ShownUnits to = wires.to().stage().units().shown();
        for (int i = 0; i < from.drawn(); i++) {
            for (int j = 0; j < to.drawn(); j++) {
                String name = wires.links().name(from.unit(i), to.unit(j));
                double value = wires.links().values()[i][j];
                double width = Labels.width(name + " " + scale.widest(value), SIZE) + 4;
                List<Box> free = new ArrayList<>();
                for (int step = 0; step <= STEPS; step++) {
                    double t = (double) step / STEPS;
                    double x = wires.start() + t * (wires.to().x() - wires.start());
                    Box box = Box.around(x, height(layout, wires, i, j, t), width, HEIGHT);
                    boolean between = box.left > wires.start() + FREE; // also where they begin at a bar
                    if (between && circles.stream().allMatch(circle -> circle.overlap(box) == 0)) {
                        free.add(box);
                    }
                }
                if (free.isEmpty()) {
                    return false;
                }
                double[] unclear = free.stream()
                        .mapToDouble(box -> unclear(layout, wires, box))
                        .toArray();
                lines.add(new Line(name + " " + scale.number(value), width - 2, free, unclear));
            }
        }
        return true;
    }

    private static double height(NetworkLayout layout, NetworkLayout.Wires wires, int i, int j, double t) {
        return layout.y(wires.from(), i) * (1 - t) + layout.y(wires.to(), j) * t;
    }

    private static double unclear(NetworkLayout layout, NetworkLayout.Wires wires, Box box) {
        double t = (box.x() - wires.start()) / (wires.to().x() - wires.start());
        double sum = 0;
        for (int i = 0; i < wires.from().circles(); i++) {
            for (int j = 0; j < wires.to().circles(); j++) {
                double away = Math.abs(height(layout, wires, i, j, t) - box.y());
                sum += Math.max(0, 1 - away / HEIGHT);
            }
        }
        return sum; // its own line counts the same everywhere
    }

    private Optional<List<Label>> solve() {
        int[] places = new int[lines.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = best(places, i, i, false);
        }
        for (int move = 0; move < MOVES; move++) {
            int[] bad = crowded(places);
            if (bad.length == 0) {
                return Optional.of(labels(clearer(places)));
            }
            int line = bad[random.nextInt(bad.length)];
            places[line] = best(places, places.length, line, false);
        }
        return Optional.empty();
    }

    // once there is room for all, each may find a better place
    private int[] clearer(int... places) {
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < places.length; i++) {
                places[i] = best(places, places.length, i, true);
            }
        }
        return places;
    }

    private int[] crowded(int... places) {
        return IntStream.range(0, places.length)
                .filter(line -> covered(places, places.length, line, box(line, places[line])) > 0)
                .toArray();
    }

    private Box box(int line, int place) {
        return lines.get(line).places().get(place);
    }

    /** The place where a label covers least of the others, the first so many; of free ones the first, or the clearest. */
    private int best(int[] places, int among, int line, boolean clear) {
        double lowest = Double.POSITIVE_INFINITY;
        int best = 0;
        int equal = 0;
        for (int place = 0; place < lines.get(line).places().size(); place++) {
            double covered = covered(places, among, line, box(line, place));
            double cost = covered > 0 ? 1000 + covered : clear ? lines.get(line).unclear()[place] : 0;
            if (cost < lowest - 1e-9) {
                lowest = cost;
                best = place;
                equal = 1;
            } else if (covered > 0 && cost <= lowest + 1e-9 && random.nextInt(++equal) == 0) {
                best = place;
            }
        }
        return best;
    }

    private double covered(int[] places, int among, int line, Box box) {
        double covered = 0;
        for (int other = 0; other < among; other++) {
            covered += other == line ? 0 : box.overlap(box(other, places[other]));
        }
        return covered;
    }

    private List<Label> labels(int... places) {
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            Line line = lines.get(i);
            Box box = box(i, places[i]);
            labels.add(new Label(line.text(), box.x(), box.y(), line.width()));
        }
        return labels;
    }
}
