package org.cellwise.chart.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.text.Numbers;

/** Draws the units of a network: circles, their names and numbers, biases as rims. */
final class UnitPainter {
    private static final double NAME_LINE = 15;
    private static final double SMALLEST_VALUE = 12; // radius of a circle that has room for a number

    private final NetworkLayout layout;
    private final Overlay overlay;
    private final LineScale scale;
    private final Canvas canvas;

    UnitPainter(NetworkLayout layout, Overlay overlay, LineScale scale, Canvas canvas) {
        this.layout = layout;
        this.overlay = overlay;
        this.scale = scale;
        this.canvas = canvas;
    }

    /** The number of units where some are left out. */
    void drawGap(NetworkLayout.Place place) {
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

    /** A circle with all that is in and around it. */
    void drawUnit(NetworkLayout.Place place, int k) {
        Stage.Units units = place.stage().units();
        int unit = units.shown().unit(k);
        double[] values = overlay.values().get(place.stage().output());
        double value = values == null ? Double.NaN : values[unit];
        double bias = units.biases() == null ? 0 : units.biases()[k];
        double y = layout.y(place, k);
        String fill = fill(place, unit, values, value);
        canvas.noted(note(place, k, value, values != null), () -> {
            canvas.circle(place.x(), y, layout.radius(), Style.fill(fill).outlined(Theme.INK, 1));
            if (units.biases() != null) {
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
            canvas.text("b " + scale.number(bias), place.x(), y + layout.radius() + 11, style);
        }
    }

    private Style rim(double bias) {
        Style style = scale.style(bias, LineScale.THICKEST);
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
        double largest = largest(values);
        return Theme.diverging(largest == 0 ? 0 : value / largest);
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
            List<String> lines = layout.beside(name);
            for (int i = 0; i < lines.size(); i++) {
                canvas.text(
                        lines.get(i),
                        first ? place.x() - away : place.x() + away,
                        y + 4 + (i - (lines.size() - 1) / 2.0) * NAME_LINE,
                        first ? style.ending() : style);
            }
        }
    }

    private String note(NetworkLayout.Place place, int k, double value, boolean valued) {
        Stage stage = place.stage();
        List<String> parts = new ArrayList<>(List.of(stage.unitName(k) + " of " + stage.name()));
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
}
