package org.cellwise.chart.picture;

import java.util.ArrayList;
import java.util.List;

/** What the signs of a drawing mean: entries beside one another, on as many lines as they need. */
public final class Legend {
    private static final double SIZE = 11;
    private static final double LINE = 17;
    private static final double BETWEEN = 18;

    /** A sign, how wide it is with the gap behind it, and what it means. */
    private record Entry(double sign, String color, String text) {
        double width() {
            return sign + Labels.width(text, SIZE);
        }
    }

    private static final double STROKE = 28;
    private static final double DOT = 15;

    private final List<Entry> entries = new ArrayList<>();

    /** Adds a short line and what it stands for. */
    public void line(String color, String text) {
        entries.add(new Entry(STROKE, color, text));
    }

    /** Adds a dot and what it stands for. */
    public void dot(String color, String text) {
        entries.add(new Entry(DOT, color, text));
    }

    /** Adds words without a sign. */
    public void text(String text) {
        entries.add(new Entry(0, null, text));
    }

    /** How high it is where a line has so much room, in pixels. */
    public double height(double room) {
        return LINE * lines(room).size();
    }

    /** Draws it below y, each line centred in the room from 0 on. */
    public void draw(Canvas canvas, double room, double y) {
        List<List<Entry>> lines = lines(room);
        for (int i = 0; i < lines.size(); i++) {
            double x = (room - width(lines.get(i))) / 2;
            for (Entry entry : lines.get(i)) {
                draw(canvas, entry, x, y + (i + 0.8) * LINE);
                x += entry.width() + BETWEEN;
            }
        }
    }

    private static void draw(Canvas canvas, Entry entry, double x, double y) {
        if (entry.sign == STROKE) {
            canvas.line(x, y - 4, x + STROKE - 6, y - 4, Style.stroke(entry.color, 3));
        } else if (entry.sign == DOT) {
            canvas.circle(x + 5, y - 4, 5, Style.fill(entry.color));
        }
        canvas.text(entry.text, x + entry.sign, y, TextStyle.size(SIZE).color(Theme.FAINT));
    }

    private List<List<Entry>> lines(double room) {
        List<List<Entry>> lines = new ArrayList<>();
        for (Entry entry : entries) {
            List<Entry> last = lines.isEmpty() ? List.of() : lines.get(lines.size() - 1);
            if (last.isEmpty() || width(last) + BETWEEN + entry.width() > room - 16) {
                lines.add(new ArrayList<>(List.of(entry)));
            } else {
                last.add(entry);
            }
        }
        return lines;
    }

    private static double width(List<Entry> line) {
        return line.stream().mapToDouble(Entry::width).sum() + BETWEEN * (line.size() - 1);
    }
}
