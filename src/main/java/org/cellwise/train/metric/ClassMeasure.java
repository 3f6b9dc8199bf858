package org.cellwise.train.metric;

import java.util.Arrays;
import org.cellwise.network.OutputMeaning;
import org.cellwise.network.OutputMeaning.Kind;

/**
 * How often each class was taken for each class, as weights; of several yes-or-no answers how often each was right. Sums
 * that grow with rows.
 */
final class ClassMeasure implements Measure {
    private static final int BAD = 0; // the first position with outputs that are not finite, from 1; 0 for none
    private static final int SEEN = 1; // positions
    private static final int COUNTS = 2;

    private final String name;
    private final Meeting meeting;
    private final OutputMeaning meaning;
    private final int tables;
    private final int classes;
    private final double[] sums;

    /** Begins with no rows. */
    ClassMeasure(String name, Meeting meeting) {
        meeting.requireClasses(name);
        this.name = name;
        this.meeting = meeting;
        this.meaning = meeting.meaning();
        boolean answers = meaning.kind() == Kind.ANSWERS;
        tables = answers ? meaning.width() : 1;
        classes = answers ? 2 : meeting.classNames().size();
        double cells = 2.0 * tables * classes * classes;
        if (cells > Integer.MAX_VALUE - 8 - COUNTS) {
            throw new IllegalArgumentException(
                    "%s counts each class against each other, which for %s classes is more than an array holds: measure accuracy() or topK(…)"
                            .formatted(name, classes));
        }
        sums = new double[COUNTS + (int) cells];
    }

    @Override
    public void add(float[] outputs, int offset, float[] targets, float[] weights, int count) {
        int width = meaning.width();
        int targetWidth = meeting.targetWidth();
        int positions = count * meaning.positions();
        boolean answers = meaning.kind() == Kind.ANSWERS;
        for (int i = 0; i < positions; i++) {
            float weight = weights == null ? 1 : weights[i];
            int at = offset + i * width;
            boolean told = weight == 0
                    || (answers
                            ? addAnswers(outputs, at, targets, i * targetWidth, weight)
                            : addClass(outputs, at, targets, i * targetWidth, weight));
            if (!told && sums[BAD] == 0) {
                sums[BAD] = sums[SEEN] + i + 1;
            }
        }
        sums[SEEN] += positions;
    }

    /** Whether the outputs are finite; else they count for nothing. */
    private boolean addClass(float[] outputs, int at, float[] targets, int targetAt, float weight) {
        int said = meaning.predicted(outputs, at);
        if (said < 0) {
            return false;
        }
        count(0, meeting.trueClass(targets, targetAt), said, weight);
        return true;
    }

    private boolean addAnswers(float[] outputs, int at, float[] targets, int targetAt, float weight) {
        if (!meaning.finite(outputs, at)) {
            return false;
        }
        for (int i = 0; i < tables; i++) {
            count(i, meeting.isTrue(targets, targetAt, i) ? 1 : 0, meaning.isYes(outputs, at, i) ? 1 : 0, weight);
        }
        return true;
    }

    private void count(int table, int truth, int said, float weight) {
        int cell = COUNTS + 2 * ((table * classes + truth) * classes + said);
        sums[cell] += weight;
        sums[cell + 1]++;
    }

    @Override
    public double[] sums() {
        return sums.clone();
    }

    @Override
    public void add(double... others) {
        if (sums[BAD] == 0 && others[BAD] != 0) {
            sums[BAD] = sums[SEEN] + others[BAD];
        }
        for (int i = SEEN; i < sums.length; i++) {
            sums[i] += others[i];
        }
    }

    /** Weight of the positions of a class (first index) that were taken for a class (second index). */
    double[][] weights(int table) {
        return cells(table, 0);
    }

    /** As {@link #weights}, but how many positions. */
    double[][] counts(int table) {
        return cells(table, 1);
    }

    private double[][] cells(int table, int which) {
        meeting.requireFinite(name, sums[BAD]);
        double[][] cells = new double[classes][classes];
        for (int i = 0; i < classes * classes; i++) {
            cells[i / classes][i % classes] = sums[COUNTS + 2 * (table * classes * classes + i) + which];
        }
        return cells;
    }

    /** Questions that are answered with yes or no; 1 for classes that exclude each other. */
    int tables() {
        return tables;
    }

    Meeting meeting() {
        return meeting;
    }

    /** Part of the positions, or of their single answers, that are right. */
    @Override
    public double value() {
        meeting.requireFinite(name, sums[BAD]);
        double right = 0;
        double all = 0;
        for (int cell = 0; cell < tables * classes * classes; cell++) {
            double weight = sums[COUNTS + 2 * cell];
            all += weight;
            right += cell / classes % classes == cell % classes ? weight : 0;
        }
        return all == 0 ? Double.NaN : right / all;
    }

    @Override
    public String toString() {
        return name + ", " + Arrays.toString(sums);
    }
}
