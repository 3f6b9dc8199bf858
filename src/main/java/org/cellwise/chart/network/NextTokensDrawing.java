package org.cellwise.chart.network;

import java.util.List;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.model.generate.NextTokens;
import org.cellwise.text.Numbers;

/** How likely each token is to come next, as bars, the likeliest on top. */
public final class NextTokensDrawing implements Figure {
    private static final int SHOWN = 12;
    private static final double TOP = 40;
    private static final double PITCH = 20;
    private static final double NAMES = 110;
    private static final double BARS = 420;

    private final NextTokens next;

    private NextTokensDrawing(NextTokens next) {
        this.next = next;
    }

    public static NextTokensDrawing of(NextTokens next) {
        return new NextTokensDrawing(next);
    }

    private List<NextTokens.Candidate> shown() {
        return next.candidates().stream().limit(SHOWN).toList();
    }

    @Override
    public Picture picture() {
        int height = (int) (TOP + (shown().size() + 1) * PITCH + 8);
        return Picture.draw("What may follow", next.toString(), Theme.WIDTH, height, this::draw);
    }

    private void draw(Canvas canvas) {
        String text = next.text().replace('\n', '⏎');
        String end = text.length() > 50 ? "…" + text.substring(text.length() - 50) : text;
        Theme.title(canvas, "What may follow “" + end + "”", Theme.WIDTH);
        double y = TOP;
        double rest = 1;
        for (NextTokens.Candidate candidate : shown()) {
            bar(canvas, candidate.token(), candidate.probability(), y, Theme.POSITIVE);
            rest -= candidate.probability();
            y += PITCH;
        }
        int others = next.candidates().size() - shown().size();
        if (others > 0) {
            bar(canvas, others + " others", Math.max(0, rest), y, Theme.FAINT);
        }
    }

    private static void bar(Canvas canvas, String name, double share, double y, String color) {
        TextStyle text = TextStyle.size(Theme.TEXT);
        canvas.text(Labels.fit(name, Theme.TEXT, NAMES - 24), NAMES - 8, y + 12, text.ending());
        canvas.rectangle(NAMES, y + 1, Math.max(0.5, BARS * share), PITCH - 6, Style.fill(color));
        canvas.text(Numbers.percent(share, 2), NAMES + BARS * share + 6, y + 12, text.color(Theme.FAINT));
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
