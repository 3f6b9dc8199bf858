package org.cellwise.chart.network;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.text.Numbers;

/** Draws a network that was laid out: lines below circles, labels above all. */
final class NetworkPainter {
    private static final double THINNER = 2.5; // at most, where there are many lines
    private static final int MANY_LINES = 60;

    private final NetworkLayout layout;
    private final Overlay overlay;
    private final LineScale scale;
    private final Canvas canvas;
    private final UnitPainter unitPainter;

    NetworkPainter(NetworkLayout layout, Overlay overlay, LineScale scale, Canvas canvas) {
        this.layout = layout;
        this.overlay = overlay;
        this.scale = scale;
        this.canvas = canvas;
        this.unitPainter = new UnitPainter(layout, overlay, scale, canvas);
    }

    void paint() {
        List<NetworkLayout.Place> places = layout.places();
        NetworkLayout.Place units = null; // the last column that lines may come from
        for (int i = 0; i < places.size(); i++) {
            NetworkLayout.Place place = places.get(i);
            if (i > 0 && !place.again()) {
                connect(places.get(i - 1), units, place, layout.wires(i));
            }
            units = place.stage().isUnits() ? place : place.stage().isBar() ? units : null;
        }
        units = null;
        for (NetworkLayout.Place place : places) {
            units = place.stage().isUnits() ? place : place.stage().isBar() ? units : null;
            drawStage(place, units);
            drawCaptions(place);
        }
        TextStyle style = TextStyle.size(LineLabels.SIZE).centred();
        for (LineLabels.Label label : layout.labels()) {
            double left = label.x() - label.width() / 2;
            canvas.rectangle(left, label.y() - 6, label.width(), 12, Style.fill(Theme.GROUND));
            canvas.text(label.text(), label.x(), label.y() + LineLabels.SIZE * 0.36, style);
        }
    }

    private void connect(
            NetworkLayout.Place before,
            NetworkLayout.Place units,
            NetworkLayout.Place here,
            NetworkLayout.Wires wires) {
        if (before.row() != here.row()) {
            turn(before, here);
        } else if (here.stage().isUnits()) {
            if (wires != null) {
                drawLinks(wires);
            } else {
                fan(here, before.right(), before.y(), here.x());
            }
        } else if (before.stage().isUnits() && here.stage().isBar()) {
            for (int k = 0; k < before.circles(); k++) {
                double y = layout.y(before, k);
                canvas.line(before.x(), y, here.left(), y, Glyphs.LINE.opacity(0.6));
            }
        } else if (before.stage().isUnits()) {
            fan(before, here.left(), here.y(), before.x());
        } else if (units != null && before.stage().isBar() && here.stage().isBar()) {
            for (int k = 0; k < units.circles(); k++) {
                double y = layout.y(units, k);
                canvas.line(before.right(), y, here.left(), y, Glyphs.LINE.opacity(0.6));
            }
        } else {
            Glyphs.arrow(canvas, before.right(), before.y(), here.left(), here.y());
        }
    }

    /** From the end of a row to the beginning of the next. */
    private void turn(NetworkLayout.Place before, NetworkLayout.Place here) {
        double right = before.x() + Math.max(before.half() + 14, before.stage().captionWidth() / 2 + 8);
        double left = here.left() - 24;
        double between = here.top() - 16;
        if (before.stage().isUnits()) {
            fan(before, right, before.y(), before.right());
        } else {
            canvas.line(before.right(), before.y(), right, before.y(), Glyphs.LINE);
        }
        canvas.polyline(
                new double[] {right, right, left, left},
                new double[] {before.y(), between, between, here.y()},
                Glyphs.LINE);
        if (here.stage().isUnits()) {
            fan(here, left, here.y(), here.left());
        } else {
            Glyphs.arrow(canvas, left, here.y(), here.left(), here.y());
        }
    }

    // to or from a block, which has no units of its own
    private void fan(NetworkLayout.Place units, double x, double y, double end) {
        for (int k = 0; k < units.circles(); k++) {
            double middle = (x + end) / 2;
            double to = layout.y(units, k);
            canvas.curve(x, y, middle, y, middle, to, end, to, Glyphs.LINE.opacity(0.6));
        }
    }

    private void drawLinks(NetworkLayout.Wires wires) {
        double[][] values = wires.links().values();
        int columns = wires.to().circles();
        double thickest = values.length * columns > MANY_LINES ? THINNER : LineScale.THICKEST;
        IntStream.range(0, values.length * columns)
                .boxed()
                .sorted(
                        layout.labelled() || scale.steady()
                                ? Comparator.naturalOrder()
                                : Comparator.comparingDouble(
                                        line -> Math.abs(values[line / columns][line % columns]))) // large ones on top
                .forEach(line -> drawLink(wires, line / columns, line % columns, thickest));
    }

    private void drawLink(NetworkLayout.Wires wires, int i, int j, double thickest) {
        Stage from = wires.from().stage();
        Stage to = wires.to().stage();
        double value = wires.links().values()[i][j];
        String name = wires.links()
                .name(from.units().shown().unit(i), to.units().shown().unit(j));
        canvas.noted(
                "%s of %s, from %s to %s: %s %s"
                        .formatted(
                                name,
                                to.name(),
                                from.unitName(i),
                                to.unitName(j),
                                overlay.lines(),
                                Numbers.significant(value, 5)),
                () -> canvas.line(
                        wires.start(),
                        layout.y(wires.from(), i),
                        wires.to().x(),
                        layout.y(wires.to(), j),
                        scale.style(value, thickest)));
    }

    private void drawStage(NetworkLayout.Place place, NetworkLayout.Place units) {
        if (place.stage().isUnits()) {
            for (int k = 0; k < place.circles(); k++) {
                unitPainter.drawUnit(place, k);
            }
            unitPainter.drawGap(place);
            return;
        }
        Glyph glyph = place.stage().glyph();
        if (glyph instanceof Glyph.Bar bar && units != null) {
            glyph = new Glyph.Bar(
                    bar.text(), layout.height(units.stage().units().shown()));
        }
        glyph.draw(canvas, place.left(), place.y());
    }

    private void drawCaptions(NetworkLayout.Place place) {
        List<String> lines = place.captions();
        TextStyle style = TextStyle.size(NetworkLayout.CAPTION).centred();
        for (int i = 0; i < lines.size(); i++) {
            double y = place.bottom() + 6 + (i + 0.8) * NetworkLayout.CAPTION_LINE;
            canvas.text(lines.get(i), place.x(), y, i == 0 ? style : style.color(Theme.FAINT));
        }
    }
}
