package org.cellwise.train.metric;

import org.cellwise.network.OutputMeaning;

/**
 * Part of the positions whose right class is among the likeliest ones; of several yes-or-no answers part of the single
 * answers that are right.
 */
final class RankMeasure implements Measure {
    private final String name;
    private final Meeting meeting;
    private final OutputMeaning meaning;
    private final boolean answers;
    private final int most;
    private double right;
    private double all;
    private double seen;
    private double bad; // the first position with outputs that are not finite, from 1; 0 for none

    RankMeasure(String name, Meeting meeting, int most) {
        meeting.requireClasses(name);
        this.name = name;
        this.meeting = meeting;
        this.meaning = meeting.meaning();
        this.answers = meaning.kind() == OutputMeaning.Kind.ANSWERS;
        this.most = most;
    }

    @Override
    public void add(float[] outputs, int offset, float[] targets, float[] weights, int count) {
        for (int i = 0; i < count * meaning.positions(); i++) {
            float weight = weights == null ? 1 : weights[i];
            int at = offset + i * meaning.width();
            seen++;
            if (weight != 0 && !meaning.finite(outputs, at)) {
                bad = bad == 0 ? seen : bad;
            } else if (weight != 0) {
                add(outputs, at, targets, i * meeting.targetWidth(), weight);
            }
        }
    }

    private void add(float[] outputs, int at, float[] targets, int targetAt, float weight) {
        for (int i = 0; answers && i < meaning.width(); i++) {
            right += meeting.isTrue(targets, targetAt, i) == meaning.isYes(outputs, at, i) ? weight : 0;
            all += weight;
        }
        if (!answers) {
            right += rank(outputs, at, meeting.trueClass(targets, targetAt)) < most ? weight : 0;
            all += weight;
        }
    }

    /** How many classes are taken for likelier than the right one; of equal ones the first, as in accuracy. */
    private int rank(float[] outputs, int at, int truth) {
        if (meaning.width() == 1) {
            return meaning.predicted(outputs, at) == truth ? 0 : 1;
        }
        int likelier = 0;
        for (int i = 0; i < meaning.width(); i++) {
            float own = outputs[at + truth];
            likelier += i < truth && outputs[at + i] >= own || i > truth && outputs[at + i] > own ? 1 : 0;
        }
        return likelier;
    }

    @Override
    public double[] sums() {
        return new double[] {right, all, seen, bad};
    }

    @Override
    public void add(double... sums) {
        right += sums[0];
        all += sums[1];
        bad = bad == 0 && sums[3] != 0 ? seen + sums[3] : bad;
        seen += sums[2];
    }

    @Override
    public double value() {
        meeting.requireFinite(name, bad);
        return all == 0 ? Double.NaN : right / all;
    }
}
