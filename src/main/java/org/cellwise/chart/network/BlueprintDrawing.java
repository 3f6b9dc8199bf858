package org.cellwise.chart.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.model.blueprint.Blueprint;
import org.cellwise.model.blueprint.Blueprint.Part;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * A blueprint as squares in the order of its layers, read like a text: the area of each is its share of the parameters.
 * Layers without parameters are lines; layers that are no larger than a dot are dots.
 */
public final class BlueprintDrawing implements Figure {
    private static final double AREA = 120_000; // of all squares together
    private static final double MARGIN = 16;
    private static final double TOP = 40;
    private static final double GAP = 4;
    private static final double LEAST = 3;
    private static final double LINE = 18;
    private static final double SWATCH = 11;

    private final Blueprint blueprint;
    private final List<Square> squares = new ArrayList<>();
    private final Map<String, String> colors = new LinkedHashMap<>();
    private double bottom;

    /** A layer in its place. */
    private record Square(Part part, double x, double y, double side) {}

    private BlueprintDrawing(Blueprint blueprint) {
        this.blueprint = blueprint;
        blueprint.parts().stream()
                .filter(part -> part.parameters() > 0)
                .forEach(part -> colors.putIfAbsent(part.kind(), Theme.classColor(colors.size())));
        arrange();
    }

    /** Of any size. */
    public static BlueprintDrawing of(Blueprint blueprint) {
        return new BlueprintDrawing(blueprint);
    }

    private void arrange() {
        double each = Math.sqrt(AREA / Math.max(1, blueprint.parameters()));
        List<Square> row = new ArrayList<>();
        double x = MARGIN;
        double y = TOP;
        for (Part part : blueprint.parts()) {
            double side = part.parameters() == 0 ? 0 : Math.max(LEAST, each * Math.sqrt(part.parametersOfEach()));
            for (int i = 0; i < part.count(); i++) {
                if (x + side > Theme.WIDTH - MARGIN && !row.isEmpty()) {
                    y = finish(row, y);
                    x = MARGIN;
                }
                row.add(new Square(part, x, 0, side));
                x += side + GAP;
            }
        }
        bottom = finish(row, y);
    }

    /** Stands a row of squares on one line below those before it. */
    private double finish(List<Square> row, double top) {
        double high = row.stream().mapToDouble(Square::side).max().orElse(0);
        high = Math.max(high, 14);
        for (Square s : row) {
            squares.add(new Square(s.part, s.x, top + high - s.side, s.side));
        }
        row.clear();
        return top + high + 2 * GAP;
    }

    @Override
    public Picture picture() {
        int lines = colors.size() + 1;
        int height = (int) Math.ceil(bottom + 12 + lines * LINE + 8);
        return Picture.draw(title(), words(), Theme.WIDTH, height, this::draw);
    }

    private String title() {
        return blueprint.name() + ": " + Numbers.inWords(blueprint.parameters()) + " parameters, to scale";
    }

    private String words() {
        return "Squares as large as the parameters of each layer: "
                + String.join(
                        ", ",
                        blueprint.parts().stream()
                                .filter(part -> part.parameters() > 0)
                                .map(part -> part.title() + " " + Numbers.inWords(part.parameters()))
                                .toList());
    }

    private void draw(Canvas canvas) {
        Theme.title(canvas, title(), Theme.WIDTH);
        for (Square s : squares) {
            canvas.noted(note(s.part), () -> square(canvas, s));
        }
        legend(canvas);
    }

    private void square(Canvas canvas, Square s) {
        if (s.part.parameters() == 0) {
            canvas.line(s.x, s.y - 14, s.x, s.y, Style.stroke(Theme.FAINT, 1));
        } else {
            canvas.rectangle(
                    s.x,
                    s.y,
                    s.side,
                    s.side,
                    Style.fill(colors.get(s.part.kind())).opacity(0.85));
        }
    }

    private static String note(Part part) {
        return part.kind() + ": " + Numbers.grouped(part.parametersOfEach()) + " parameters, output " + part.output();
    }

    private void legend(Canvas canvas) {
        double y = bottom + 12;
        for (Map.Entry<String, String> kind : colors.entrySet()) {
            canvas.rectangle(
                    MARGIN, y, SWATCH, SWATCH, Style.fill(kind.getValue()).opacity(0.85));
            String line = line(kind.getKey());
            canvas.text(
                    Labels.fit(line, Theme.TEXT, Theme.WIDTH - 3 * MARGIN - SWATCH),
                    MARGIN + SWATCH + 8,
                    y + SWATCH - 1,
                    TextStyle.size(Theme.TEXT));
            y += LINE;
        }
        if (blueprint.parts().stream().anyMatch(part -> part.parameters() == 0)) {
            canvas.line(MARGIN + SWATCH / 2, y, MARGIN + SWATCH / 2, y + SWATCH, Style.stroke(Theme.FAINT, 1));
            canvas.text(
                    "without parameters of their own: " + Names.list(without()),
                    MARGIN + SWATCH + 8,
                    y + SWATCH - 1,
                    TextStyle.size(Theme.TEXT).color(Theme.FAINT));
        }
    }

    private List<String> without() {
        return blueprint.parts().stream()
                .filter(part -> part.parameters() == 0)
                .map(part -> part.kind().replace('_', ' '))
                .distinct()
                .toList();
    }

    private String line(String kind) {
        List<Part> own = blueprint.parts().stream()
                .filter(part -> part.kind().equals(kind))
                .toList();
        long count = own.stream().mapToLong(Part::count).sum();
        long parameters = own.stream().mapToLong(Part::parameters).sum();
        String each =
                own.size() == 1 && count > 1 ? ", " + Numbers.inWords(own.get(0).parametersOfEach()) + " each" : "";
        return (count == 1 ? "" : count + " x ") + kind.replace('_', ' ') + ": " + Numbers.inWords(parameters) + each;
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
