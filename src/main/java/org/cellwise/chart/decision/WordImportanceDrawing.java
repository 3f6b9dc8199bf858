package org.cellwise.chart.decision;

import java.util.ArrayList;
import java.util.List;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.insight.WordImportance;
import org.cellwise.insight.WordImportance.Word;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/** A text whose words are coloured by what each adds to the answer: blue for it, orange against it. */
public final class WordImportanceDrawing implements Figure {
    private static final double TOP = 44;
    private static final double LEFT = 16;
    private static final double BOX = 24;
    private static final double LINE = 52;
    private static final double PAD = 6;
    private static final double SIZE = 14;
    private static final double SHARE = 0.05; // of a probability: less is drawn pale, however little the others add

    private final WordImportance importance;
    private final List<Place> places = new ArrayList<>();

    private record Place(Word word, double x, double y, double width) {}

    private WordImportanceDrawing(WordImportance importance) {
        this.importance = importance;
        double x = LEFT;
        double y = TOP;
        for (Word word : importance.words()) {
            double room = Theme.WIDTH - 2 * LEFT;
            double text = Math.max(Labels.width(word.text(), SIZE), Labels.width(number(word), Theme.TEXT));
            double width = Math.min(room, text + 2 * PAD);
            if (x > LEFT && x + width > LEFT + room) {
                x = LEFT;
                y += LINE;
            }
            places.add(new Place(word, x, y, width));
            x += width + PAD;
        }
    }

    /** Of what was measured. */
    public static WordImportanceDrawing of(WordImportance importance) {
        return new WordImportanceDrawing(importance);
    }

    /** The numbers behind it. */
    public WordImportance importance() {
        return importance;
    }

    @Override
    public Picture picture() {
        double bottom = places.get(places.size() - 1).y() + LINE;
        String title = "What each word adds to “%s”, %s"
                .formatted(Names.shorten(importance.answer()), Numbers.fixed(importance.probability(), 3));
        return Picture.draw(title, importance.toString(), Theme.WIDTH, (int) bottom, canvas -> draw(canvas, title));
    }

    private void draw(Canvas canvas, String title) {
        Theme.title(canvas, title, Theme.WIDTH);
        double limit = importance.words().stream()
                .mapToDouble(word -> Math.abs(word.adds()))
                .reduce(SHARE, Math::max);
        for (Place place : places) {
            Word word = place.word();
            double share = word.adds() / limit;
            String ground = Theme.diverging(share);
            canvas.rectangle(place.x(), place.y(), place.width(), BOX, Style.fill(ground));
            canvas.rectangle(place.x(), place.y(), place.width(), BOX, Style.stroke(Theme.GRID, 1));
            double middle = place.x() + place.width() / 2;
            String text = Labels.fit(word.text(), SIZE, place.width());
            canvas.text(
                    text, middle, place.y() + 17, TextStyle.size(SIZE).centred().color(Theme.textOn(ground)));
            TextStyle small = TextStyle.size(Theme.TEXT).centred().color(Theme.FAINT);
            canvas.text(number(word), middle, place.y() + BOX + 14, small);
        }
    }

    private static String number(Word word) {
        String number = Numbers.fixed(word.adds(), 2);
        return word.adds() > 0 ? "+" + number : number;
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
