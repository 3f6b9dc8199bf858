package org.cellwise.train.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The ROC or precision-recall curve of one class against the rest.
 *
 * @param index of the class, or of the answer where there are several
 * @param name of the class
 * @param x from 0 to 1
 * @param y from 0 to 1
 * @param area below the curve
 */
public record ClassCurve(int index, String name, double[] x, double[] y, double area) {
    private interface Maker {
        ClassCurve of(int index, String name, double[] scores, boolean[] positive, double[] weights);
    }

    /**
     * The ROC curve of each class of which there are rows; of two classes that of the second.
     *
     * @param each scores of classes; several where there are several answers
     * @throws IllegalArgumentException if there is no such class, or scores are not finite
     */
    public static List<ClassCurve> roc(List<ClassScores> each) {
        return all("roc", each, (index, name, scores, positive, weights) -> {
            RocCurve curve = RocCurve.of(scores, positive, weights);
            return new ClassCurve(index, name, curve.falseRate(), curve.trueRate(), curve.area());
        });
    }

    /** The precision-recall curves likewise. */
    public static List<ClassCurve> precisionRecall(List<ClassScores> each) {
        return all("precisionRecall", each, (index, name, scores, positive, weights) -> {
            PrecisionRecall curve = PrecisionRecall.of(scores, positive, weights);
            return new ClassCurve(index, name, curve.recall(), curve.precision(), curve.averagePrecision());
        });
    }

    private static List<ClassCurve> all(String asker, List<ClassScores> each, Maker maker) {
        List<ClassCurve> curves = new ArrayList<>();
        for (ClassScores scores : drawable(asker, each)) {
            for (int c : drawable(scores)) {
                int index = each.size() == 1 ? c : each.indexOf(scores);
                String name = scores.names().get(c);
                curves.add(maker.of(index, name, column(scores, c), ofClass(scores, c), scores.weights()));
            }
        }
        return curves;
    }

    /** How many curves there would be if there were rows of all classes. */
    public static int possible(List<ClassScores> each) {
        return each.stream()
                .mapToInt(scores -> scores.names().size())
                .map(classes -> classes == 2 ? 1 : classes)
                .sum();
    }

    /** The curves with the smallest areas, at most so many, in their own order. */
    public static List<ClassCurve> lowest(List<ClassCurve> curves, int most) {
        return curves.stream()
                .sorted(Comparator.comparingDouble(ClassCurve::area))
                .limit(most)
                .sorted(Comparator.comparingInt(ClassCurve::index))
                .toList();
    }

    // those with a curve
    private static List<ClassScores> drawable(String asker, List<ClassScores> each) {
        each.forEach(scores -> scores.finite(asker));
        List<ClassScores> drawable =
                each.stream().filter(scores -> drawable(scores).length > 0).toList();
        if (drawable.isEmpty()) {
            ClassScores scores = each.get(0);
            String only = scores.names().get(scores.truth()[0]);
            throw new IllegalArgumentException("%s expects rows of 2 classes or more, but all %s are of class \"%s\""
                    .formatted(asker, scores.size(), only));
        }
        return drawable;
    }

    // classes of which there are rows, and others too; of two classes the second
    private static int[] drawable(ClassScores scores) {
        int classes = scores.names().size();
        return IntStream.range(0, classes)
                .filter(c -> classes != 2 || c == 1)
                .filter(c -> contains(scores, c, true) && contains(scores, c, false))
                .toArray();
    }

    private static boolean contains(ClassScores scores, int wanted, boolean of) {
        for (int truth : scores.truth()) {
            if ((truth == wanted) == of) {
                return true;
            }
        }
        return false;
    }

    private static double[] column(ClassScores scores, int c) {
        return IntStream.range(0, scores.size())
                .mapToDouble(row -> scores.ranks()[row][c])
                .toArray();
    }

    private static boolean[] ofClass(ClassScores scores, int c) {
        boolean[] of = new boolean[scores.size()];
        for (int row = 0; row < of.length; row++) {
            of[row] = scores.truth()[row] == c;
        }
        return of;
    }
}
