package org.cellwise.chart.decision;

import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Marker;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.RowSample;
import org.cellwise.network.OutputMeaning;
import org.cellwise.text.Names;
import org.cellwise.train.metric.ClassScores;

/** Each class in its colour: paler where the network is less sure; points that it takes for another class are ringed. */
final class ClassShade implements Shade {
    private static final int LISTED = 16;
    private static final double PALEST = 0.06;
    private static final double FULLEST = 0.5; // so that points stand out from it
    private static final double LINE = 20;

    private final OutputMeaning meaning;
    private final ClassScores scores;

    /** Of what outputs mean; of several yes-or-no answers the first is shown. */
    ClassShade(OutputMeaning meaning, ClassScores scores) {
        this.meaning = meaning;
        this.scores = scores;
    }

    @Override
    public int ground(double[] outputs) {
        float[] floats = new float[outputs.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) outputs[i];
        }
        if (!meaning.finite(floats, 0)) {
            return Theme.rgb(Theme.NOT_FINITE);
        }
        double[] p = meaning.probabilities(floats, 0);
        boolean questions = meaning.kind() == OutputMeaning.Kind.ANSWERS;
        p = questions ? new double[] {1 - p[0], p[0]} : p;
        int best = questions ? meaning.isYes(floats, 0, 0) ? 1 : 0 : meaning.predicted(floats, 0);
        double sure = (p[best] - 1.0 / p.length) / (1 - 1.0 / p.length);
        return Theme.rgb(Theme.tint(Theme.classColor(best), PALEST + sure * (FULLEST - PALEST)));
    }

    @Override
    public void point(Canvas canvas, int row, double x, double y) {
        int truth = scores.truth()[row];
        Style style = Style.fill(Theme.classColor(truth));
        boolean right = scores.isRight(row);
        Marker.of(truth)
                .draw(canvas, x, y, right ? 3.5 : 4, style.outlined(right ? Theme.GROUND : Theme.INK, right ? 1 : 2));
    }

    @Override
    public void dot(Canvas canvas, int row, double x, double y) {
        int truth = scores.truth()[row];
        Style style = Style.fill(Theme.classColor(truth)).outlined(Theme.GROUND, 0.6);
        Marker.of(truth).draw(canvas, x, y, 2.3, style);
    }

    @Override
    public int[] sample(int limit) {
        return RowSample.of(scores.truth(), limit);
    }

    @Override
    public void legend(Canvas canvas, double x, double y, double room) {
        TextStyle text = TextStyle.size(Theme.TEXT);
        List<String> names = scores.names();
        double at = y;
        for (int i = 0; i < Math.min(LISTED, names.size()); i++) {
            Marker.of(i).draw(canvas, x + 6, at, 5, Style.fill(Theme.classColor(i)));
            canvas.text(Labels.fit(names.get(i), Theme.TEXT, room - 18), x + 18, at + 4, text);
            at += LINE;
        }
        TextStyle faint = text.color(Theme.FAINT);
        if (names.size() > LISTED) {
            canvas.text("and " + (names.size() - LISTED) + " more", x + 18, at + 4, faint);
            at += LINE;
        }
        if (wrong() > 0) {
            canvas.circle(x + 6, at, 4, Style.fill(Theme.GROUND).outlined(Theme.INK, 2));
            canvas.text(Labels.fit("misclassified", Theme.TEXT, room - 18), x + 18, at + 4, faint);
            at += LINE;
        }
        canvas.text("paler: less sure", x, at + 8, faint);
    }

    @Override
    public String words() {
        return "each class in its colour (%s), paler where the network is less sure; %s of %s classified correctly"
                .formatted(Names.list(scores.names()), scores.size() - wrong(), Names.count(scores.size(), "point"));
    }

    private int wrong() {
        return (int) IntStream.range(0, scores.size())
                .filter(row -> !scores.isRight(row))
                .count();
    }
}
