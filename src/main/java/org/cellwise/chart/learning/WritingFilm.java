package org.cellwise.chart.learning;

import java.util.ArrayList;
import java.util.List;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.model.generate.NextTokens;
import org.cellwise.model.generate.Writing;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/** A text as it grows, token by token, with what might have come at each step as bars, and the one that came in orange. */
public final class WritingFilm {
    private static final int MOST = 200; // steps
    private static final int BARS = 8;
    private static final int LINES = 3;
    private static final double MARGIN = 16;
    private static final double TEXT_TOP = 46;
    private static final double LINE = 20;
    private static final double BARS_TOP = TEXT_TOP + LINES * LINE + 8;
    private static final double PITCH = 20;
    private static final double NAMES = 110;
    private static final double LENGTH = 420;

    private WritingFilm() {}

    /**
     * Of a text with its steps.
     *
     * @throws IllegalArgumentException if there is no step, or there are too many to show
     */
    public static Film of(Writing writing) {
        int count = writing.steps().size();
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("A film of writing expects 1 to " + MOST + " tokens, but got " + count);
        }
        List<Picture> pictures = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Writing.Step step = writing.steps().get(i);
            pictures.add(picture(step));
            labels.add("token %s of %s: %s".formatted(i + 1, count, step.token()));
        }
        String html = new FilmPage(List.of(pictures), labels).html();
        String words = "Film of writing %s: %s".formatted(Names.count(count, "token"), writing.text());
        return new Film(html, pictures.get(count - 1), words);
    }

    private static Picture picture(Writing.Step step) {
        int height = (int) (BARS_TOP + (BARS + 1) * PITCH + 8);
        String words = "%s; then came %s".formatted(step.next(), step.token());
        return Picture.draw("What may follow, and what did", words, Theme.WIDTH, height, canvas -> draw(canvas, step));
    }

    private static void draw(Canvas canvas, Writing.Step step) {
        Theme.title(canvas, "What may follow, and what did", Theme.WIDTH);
        List<String> lines = lines(step.next().text().replace('\n', '⏎'));
        int last = lines.size() - 1;
        for (int i = 0; i < last; i++) {
            canvas.text(lines.get(i), MARGIN, TEXT_TOP + i * LINE, TextStyle.size(Theme.TITLE));
        }
        // how wide text is depends on who shows it, so both parts begin at where they meet
        double end = MARGIN + Labels.width(lines.get(last), Theme.TITLE);
        canvas.text(
                lines.get(last),
                end,
                TEXT_TOP + last * LINE,
                TextStyle.size(Theme.TITLE).ending());
        String token = Labels.fit(step.token(), Theme.TITLE, NAMES);
        TextStyle chosen = TextStyle.size(Theme.TITLE).heavier().color(Theme.NEGATIVE_TEXT);
        canvas.text(token, end + 3, TEXT_TOP + last * LINE, chosen);
        double rest = 1;
        List<NextTokens.Candidate> shown = shown(step);
        for (int i = 0; i < shown.size(); i++) {
            NextTokens.Candidate candidate = shown.get(i);
            boolean came = candidate.token().equals(step.token());
            bar(canvas, i, candidate.token(), candidate.probability(), came ? Theme.NEGATIVE : Theme.POSITIVE);
            rest -= candidate.probability();
        }
        int others = step.next().candidates().size() - shown.size();
        if (others > 0) {
            bar(canvas, shown.size(), others + " others", Math.max(0, rest), Theme.FAINT);
        }
    }

    /** The likeliest, and the one that came in place of the last where it is not among them. */
    private static List<NextTokens.Candidate> shown(Writing.Step step) {
        List<NextTokens.Candidate> all = step.next().candidates();
        List<NextTokens.Candidate> shown = new ArrayList<>(all.subList(0, Math.min(BARS, all.size())));
        if (shown.stream().noneMatch(candidate -> candidate.token().equals(step.token()))) {
            all.stream()
                    .filter(candidate -> candidate.token().equals(step.token()))
                    .findFirst()
                    .ifPresent(candidate -> shown.set(shown.size() - 1, candidate));
        }
        return shown;
    }

    private static void bar(Canvas canvas, int place, String name, double share, String color) {
        double y = BARS_TOP + place * PITCH;
        TextStyle text = TextStyle.size(Theme.TEXT);
        canvas.text(Labels.fit(name, Theme.TEXT, NAMES - 24), NAMES - 8, y + 12, text.ending());
        canvas.rectangle(NAMES, y + 1, Math.max(0.5, LENGTH * share), PITCH - 6, Style.fill(color));
        canvas.text(Numbers.percent(share, 2), NAMES + LENGTH * share + 6, y + 12, text.color(Theme.FAINT));
    }

    /** The end of a text in lines, cut where they are full. */
    private static List<String> lines(String text) {
        double room = Theme.WIDTH - 2 * MARGIN - NAMES;
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(point -> {
            line.appendCodePoint(point);
            if (Labels.width(line.toString(), Theme.TITLE) > room) {
                lines.add(line.toString());
                line.setLength(0);
            }
        });
        lines.add(line.toString());
        return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    }
}
