package org.cellwise.chart.network;

import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.insight.LogitLens;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/** What a network would say next after each layer: a row for each layer, a column for each place, in it a token. */
public final class LogitLensDrawing implements Figure {
    private static final String TITLE = "What it would say after each layer";
    private static final double MARGIN = 16;
    private static final double NAMES = 160;
    private static final double TOP = 58;
    private static final double PITCH = 22;
    private static final int MOST_PLACES = 24; // the last ones

    private final LogitLens lens;
    private final int first;

    private LogitLensDrawing(LogitLens lens) {
        this.lens = lens;
        first = Math.max(0, lens.tokens().size() - MOST_PLACES);
    }

    /** Of what was read. */
    public static LogitLensDrawing of(LogitLens lens) {
        return new LogitLensDrawing(lens);
    }

    @Override
    public Picture picture() {
        int height = (int) (TOP + lens.rows().size() * PITCH + 28);
        return Picture.draw(TITLE, words(), Theme.WIDTH, height, this::draw);
    }

    private String words() {
        int last = lens.tokens().size() - 1;
        LogitLens.Row end = lens.rows().get(lens.rows().size() - 1);
        return "%s, %s of text; in the end the last place says %s, with %s"
                .formatted(
                        Names.count(lens.rows().size(), "layer"),
                        Names.count(lens.tokens().size(), "token"),
                        end.likeliest().get(last),
                        Numbers.percent(end.shares()[last], 2));
    }

    private void draw(Canvas canvas) {
        Theme.title(canvas, TITLE, Theme.WIDTH);
        int places = lens.tokens().size() - first;
        double pitch = (Theme.WIDTH - 2 * MARGIN - NAMES) / places;
        TextStyle faint = TextStyle.size(Theme.TEXT).color(Theme.FAINT);
        canvas.text("it read", MARGIN + NAMES - 8, TOP - 8, faint.ending());
        for (int i = 0; i < places; i++) {
            String token = sign(lens.tokens().get(first + i));
            canvas.text(
                    fit(token, pitch),
                    MARGIN + NAMES + (i + 0.5) * pitch,
                    TOP - 8,
                    size(token, pitch).centred());
        }
        double y = TOP;
        for (LogitLens.Row row : lens.rows()) {
            String name = Labels.fit(row.layer(), Theme.TEXT, NAMES - 10);
            canvas.text(name, MARGIN + NAMES - 8, y + 15, faint.ending());
            for (int i = 0; i < places; i++) {
                cell(canvas, row, first + i, MARGIN + NAMES + i * pitch, y, pitch);
            }
            y += PITCH;
        }
        canvas.text("the bluer, the surer it is that this token comes next", MARGIN, y + 18, faint);
    }

    private static void cell(Canvas canvas, LogitLens.Row row, int place, double x, double y, double pitch) {
        String color = Theme.diverging(row.shares()[place]);
        String token = sign(row.likeliest().get(place));
        String note = row.likeliest().get(place) + " " + Numbers.percent(row.shares()[place], 2);
        canvas.noted(note, () -> {
            canvas.rectangle(x, y, pitch, PITCH, Style.fill(color).outlined(Theme.GRID, 1));
            TextStyle text = size(token, pitch).color(Theme.textOn(color));
            canvas.text(fit(token, pitch), x + pitch / 2, y + 15, text.centred());
        });
    }

    /** Short where tokens of characters have a word. */
    private static String sign(String token) {
        return switch (token) {
            case "space" -> "␣";
            case "new line" -> "⏎";
            default -> token;
        };
    }

    private static TextStyle size(String token, double pitch) {
        return TextStyle.size(Labels.width(token, Theme.TEXT) <= pitch - 3 ? Theme.TEXT : 9);
    }

    private static String fit(String token, double pitch) {
        return Labels.fit(token, 9, pitch - 2);
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
