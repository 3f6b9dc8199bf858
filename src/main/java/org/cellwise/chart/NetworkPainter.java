package org.cellwise.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Draws a network that was laid out: lines below circles, labels above all. */
final class NetworkPainter {
    private static final double THINNEST = 0.3;
    private static final double THICKEST = 4;
    private static final double THINNER = 2.5;
    private static final String USUAL = " -0.88"; // a value as wide as most, so that labels stay in place
    private static final int MANY_LINES = 60;
    private static final double SMALLEST_VALUE = 12; // radius of a circle that has room for a number

    private final NetworkLayout layout;
    private final Overlay overlay;
    private final double limit;
    private final Canvas canvas;
    private final List<Runnable> onTop = new ArrayList<>();
    private final LineLabels labels = new LineLabels();

    NetworkPainter(NetworkLayout layout, Overlay overlay, double limit, Canvas canvas) {
        this.layout = layout;
        this.overlay = overlay;
        this.limit = limit;
        this.canvas = canvas;
    }

    void paint() {
        if (layout.labelled()) {
            keepCirclesFree();
        }
        List<NetworkLayout.Place> places = layout.places();
        NetworkLayout.Place units = null; // the last column that lines may come from
        for (int i = 0; i < places.size(); i++) {
            NetworkLayout.Place place = places.get(i);
            if (i > 0) {
                connect(places.get(i - 1), units, place);
            }
            units = place.stage().isUnits() ? place : place.stage().isBar() ? units : null;
        }
        units = null;
        for (NetworkLayout.Place place : places) {
            units = place.stage().isUnits() ? place : place.stage().isBar() ? units : null;
            drawStage(place, units);
            drawCaptions(place);
        }
        onTop.forEach(Runnable::run);
    }

    private void keepCirclesFree() {
        for (NetworkLayout.Place place : layout.places()) {
            for (int k = 0; place.stage().isUnits() && k < circles(place); k++) {
                labels.keepFree(place.x(), layout.y(place, k), 2 * layout.radius() + 4, 2 * layout.radius() + 4);
                if (place.stage().units().biases() != null) {
                    labels.keepFree(place.x(), layout.y(place, k) + layout.radius() + 8, 40, 12);
                }
            }
        }
    }

    private static int circles(NetworkLayout.Place place) {
        return place.stage().units().shown().drawn();
    }

    private void connect(NetworkLayout.Place before, NetworkLayout.Place units, NetworkLayout.Place here) {
        if (before.row() != here.row()) {
            turn(before, here);
        } else if (here.stage().isUnits()) {
            Stage.Links links = here.stage().units().links();
            if (links != null && units != null && units.row() == here.row()) {
                drawLinks(links, before, units, here);
            } else {
                fan(here, before.right(), before.y(), here.x());
            }
        } else if (before.stage().isUnits() && here.stage().isBar()) {
            for (int k = 0; k < circles(before); k++) {
                double y = layout.y(before, k);
                canvas.line(before.x(), y, here.left(), y, Glyphs.LINE.opacity(0.6));
            }
        } else if (before.stage().isUnits()) {
            fan(before, here.left(), here.y(), before.x());
        } else if (units != null && before.stage().isBar() && here.stage().isBar()) {
            for (int k = 0; k < circles(units); k++) {
                double y = layout.y(units, k);
                canvas.line(before.right(), y, here.left(), y, Glyphs.LINE.opacity(0.6));
            }
        } else {
            Glyphs.arrow(canvas, before.right(), before.y(), here.left(), here.y());
        }
    }

    /** From the end of a row to the beginning of the next. */
    private void turn(NetworkLayout.Place before, NetworkLayout.Place here) {
        double right = before.x() + Math.max(before.half() + 12, before.stage().captionWidth() / 2 + 8);
        double left = here.left() - 24;
        double between = here.top() - 16;
        canvas.polyline(
                new double[] {before.right(), right, right, left, left},
                new double[] {before.y(), before.y(), between, between, here.y()},
                Glyphs.LINE);
        if (here.stage().isUnits()) {
            fan(here, left, here.y(), here.left());
        } else {
            Glyphs.arrow(canvas, left, here.y(), here.left(), here.y());
        }
    }

    // to or from a block, which has no units of its own
    private void fan(NetworkLayout.Place units, double x, double y, double end) {
        for (int k = 0; k < circles(units); k++) {
            double middle = (x + end) / 2;
            double to = layout.y(units, k);
            canvas.curve(x, y, middle, y, middle, to, end, to, Glyphs.LINE.opacity(0.6));
        }
    }

    private void drawLinks(
            Stage.Links links, NetworkLayout.Place before, NetworkLayout.Place from, NetworkLayout.Place to) {
        double start = before == from ? from.x() : before.right();
        int columns = circles(to);
        double thickest = links.values().length * columns > MANY_LINES ? THINNER : THICKEST;
        IntStream.range(0, links.values().length * columns)
                .boxed()
                .sorted(
                        layout.labelled()
                                ? Comparator.naturalOrder()
                                : Comparator.comparingDouble(line ->
                                        Math.abs(links.values()[line / columns][line % columns]))) // large ones on top
                .forEach(line -> drawLink(links, from, to, start, line / columns, line % columns, thickest));
    }

    private void drawLink(
            Stage.Links links,
            NetworkLayout.Place from,
            NetworkLayout.Place to,
            double start,
            int i,
            int j,
            double thickest) {
        double value = links.values()[i][j];
        double y1 = layout.y(from, i);
        double y2 = layout.y(to, j);
        String name = links.name(
                from.stage().units().shown().unit(i), to.stage().units().shown().unit(j));
        canvas.noted(
                "%s of %s, from %s to %s: %s %s"
                        .formatted(
                                name,
                                to.stage().name(),
                                unitName(from, i),
                                unitName(to, j),
                                overlay.lines(),
                                Numbers.significant(value, 5)),
                () -> canvas.line(start, y1, to.x(), y2, lineStyle(value, limit, thickest)));
        if (layout.labelled()) {
            String label = name + " " + number(value);
            double[] at = labels.place(label, name + USUAL, start, y1, to.x(), y2);
            onTop.add(() -> canvas.text(
                    label,
                    at[0],
                    at[1] + LineLabels.SIZE * 0.36,
                    TextStyle.size(LineLabels.SIZE).centred().haloed()));
        }
    }

    private String number(double value) {
        return Double.isFinite(value) && limit >= 0.1 && limit < 100
                ? Numbers.fixed(value, 2)
                : Numbers.significant(value, 2);
    }

    /** Colour by sign, width by size; what is not finite is grey and dashed. */
    static Style lineStyle(double value, double limit, double thickest) {
        if (!Double.isFinite(value)) {
            return Style.stroke(Theme.NOT_FINITE, 1.5).dashes();
        }
        if (value == 0) {
            return Style.stroke(Theme.GRID, THINNEST);
        }
        double share = Math.min(1, Math.abs(value) / limit); // a bias may be larger than all weights
        return Style.stroke(value < 0 ? Theme.NEGATIVE : Theme.POSITIVE, THINNEST + share * (thickest - THINNEST))
                .opacity(Math.rint(100 * (0.4 + 0.6 * share)) / 100);
    }

    private static String unitName(NetworkLayout.Place place, int k) {
        String name = place.stage().units().names().get(k);
        return name.isEmpty() ? "unit " + (place.stage().units().shown().unit(k) + 1) : name;
    }

    private void drawStage(NetworkLayout.Place place, NetworkLayout.Place units) {
        if (place.stage().isUnits()) {
            for (int k = 0; k < circles(place); k++) {
                drawUnit(place, k);
            }
            drawGap(place);
            return;
        }
        Glyph glyph = place.stage().glyph();
        if (glyph instanceof Glyph.Bar bar && units != null) {
            glyph = new Glyph.Bar(
                    bar.text(), layout.height(units.stage().units().shown()));
        }
        glyph.draw(canvas, place.left(), place.y());
    }

    private void drawGap(NetworkLayout.Place place) {
        ShownUnits shown = place.stage().units().shown();
        if (!shown.elided()) {
            return;
        }
        double y = place.y() + shown.gap() * layout.pitch(shown);
        for (int dot = -1; dot <= 1; dot += 2) {
            canvas.circle(place.x(), y + dot * layout.pitch(shown) * 0.62, 1.5, Style.fill(Theme.FAINT));
        }
        canvas.text(
                String.valueOf(shown.count()),
                place.x(),
                y + 4,
                TextStyle.size(Theme.TEXT).centred().haloed());
    }

    private void drawUnit(NetworkLayout.Place place, int k) {
        Stage.Units units = place.stage().units();
        int unit = units.shown().unit(k);
        double[] values = overlay.values().get(place.stage().output());
        double value = values == null ? Double.NaN : values[unit];
        double bias = units.biases() == null ? 0 : units.biases()[k];
        double y = layout.y(place, k);
        String fill = fill(place, unit, values, value);
        canvas.noted(note(place, k, value, values != null), () -> {
            canvas.circle(place.x(), y, layout.radius(), Style.fill(fill).outlined(Theme.INK, 1));
            if (units.biases() != null && bias != 0) {
                canvas.circle(place.x(), y, layout.radius() + 1.5, rim(bias));
            }
        });
        boolean valued = values != null && layout.radius() >= SMALLEST_VALUE && overlay.fills();
        drawName(place, k, fill, valued);
        if (valued) {
            boolean below = layout.namesInside(units) && !units.names().get(k).isEmpty();
            canvas.text(
                    Numbers.significant(value, 2),
                    place.x(),
                    y + (below ? 10 : 4),
                    TextStyle.size(10).centred().color(Theme.textOn(fill)));
        }
        if (layout.labelled() && units.biases() != null) {
            TextStyle style = TextStyle.size(9.5).centred().haloed();
            onTop.add(() -> canvas.text("b " + number(bias), place.x(), y + layout.radius() + 11, style));
        }
    }

    private Style rim(double bias) {
        Style style = lineStyle(bias, limit, THICKEST);
        return Style.stroke(style.stroke(), Math.max(1, style.width())).opacity(style.opacity());
    }

    private String fill(NetworkLayout.Place place, int unit, double[] values, double value) {
        boolean[] dead = overlay.dead().get(place.stage().output());
        if (dead != null && dead[unit]) {
            return Theme.NOT_FINITE;
        }
        if (values == null || !overlay.fills()) {
            return Theme.GROUND;
        }
        double most = largest(values);
        return Theme.diverging(most == 0 ? 0 : value / most);
    }

    private static double largest(double[] values) {
        return DoubleStream.of(values)
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(0);
    }

    private void drawName(NetworkLayout.Place place, int k, String fill, boolean valued) {
        Stage.Units units = place.stage().units();
        String name = units.names().get(k);
        double y = layout.y(place, k);
        if (layout.namesInside(units)) {
            double size = valued ? 10 : layout.nameSize();
            double up = valued ? -3 : size * 0.36;
            canvas.text(name, place.x(), y + up, TextStyle.size(size).centred().color(Theme.textOn(fill)));
            return;
        }
        boolean first = place.stage().layer() == null;
        boolean last = place == layout.places().get(layout.places().size() - 1);
        if (first || last) {
            TextStyle style = TextStyle.size(Theme.TEXT);
            double away = layout.radius() + 6;
            canvas.text(
                    NetworkLayout.beside(name),
                    first ? place.x() - away : place.x() + away,
                    y + 4,
                    first ? style.ending() : style);
        }
    }

    private String note(NetworkLayout.Place place, int k, double value, boolean valued) {
        Stage stage = place.stage();
        List<String> parts = new ArrayList<>(List.of(unitName(place, k) + " of " + stage.name()));
        if (stage.units().biases() != null) {
            parts.add("bias " + Numbers.significant(stage.units().biases()[k], 5));
        }
        if (valued && overlay.fills()) {
            parts.add(overlay.units() + " " + Numbers.significant(value, 5));
        }
        boolean[] dead = overlay.dead().get(stage.output());
        if (dead != null && dead[stage.units().shown().unit(k)]) {
            parts.add("flat on all rows");
        }
        return String.join(", ", parts);
    }

    private void drawCaptions(NetworkLayout.Place place) {
        List<String> lines = place.stage().captions();
        TextStyle style = TextStyle.size(NetworkLayout.CAPTION).centred();
        for (int i = 0; i < lines.size(); i++) {
            double y = place.bottom() + 6 + (i + 0.8) * NetworkLayout.CAPTION_LINE;
            canvas.text(lines.get(i), place.x(), y, i == 0 ? style : style.color(Theme.FAINT));
        }
    }
}
