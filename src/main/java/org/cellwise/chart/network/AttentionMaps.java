package org.cellwise.chart.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Raster;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.insight.AttentionMap;
import org.cellwise.text.Names;

/** The heads of attention as maps: a row for each place that looks, a column for each that is looked at. */
public final class AttentionMaps implements Figure {
    private static final double MARGIN = 16;
    private static final double TOP = 38;
    private static final double HEAD = 20;
    private static final double BETWEEN = 12;
    private static final double LARGEST = 190;
    private static final double LETTER = 6; // least height of a row whose token is written beside it
    private static final int MOST_LAYERS = 24;

    private final Map<String, List<AttentionMap>> layers = new LinkedHashMap<>();
    private final List<String> tokens;
    private final double side;
    private final double names;
    private final int across;

    private AttentionMaps(List<AttentionMap> maps, List<String> tokens) {
        maps.forEach(map ->
                layers.computeIfAbsent(map.layer(), layer -> new ArrayList<>()).add(map));
        int most = layers.values().stream().mapToInt(List::size).max().orElse(1);
        across = Math.min(most, 8);
        double room = Theme.WIDTH - 2 * MARGIN - (across - 1) * BETWEEN;
        int places = maps.get(0).weights().length;
        boolean named = !tokens.isEmpty() && Math.min(LARGEST, (room - 40) / across) / places >= LETTER;
        this.tokens = named ? tokens : List.of();
        names = named
                ? 6
                        + tokens.stream()
                                .mapToDouble(token -> Labels.width(token, LETTER + 3))
                                .max()
                                .orElse(0)
                : 0;
        side = Math.min(LARGEST, (room - names) / across);
    }

    /**
     * Maps of one network.
     *
     * @param tokens a name for each place, or none
     */
    public static AttentionMaps of(List<AttentionMap> maps, List<String> tokens) {
        return new AttentionMaps(maps, tokens);
    }

    private double height(List<AttentionMap> heads) {
        int lines = (heads.size() + across - 1) / across;
        return HEAD + lines * (side + BETWEEN);
    }

    private List<Map.Entry<String, List<AttentionMap>>> shown() {
        return layers.entrySet().stream().limit(MOST_LAYERS).toList();
    }

    @Override
    public Picture picture() {
        double height =
                TOP + shown().stream().mapToDouble(e -> height(e.getValue())).sum() + 24;
        return Picture.draw("Attention of each head", words(), Theme.WIDTH, (int) Math.ceil(height), this::draw);
    }

    private String words() {
        String left = layers.size() > MOST_LAYERS ? ", of which the first " + MOST_LAYERS + " are shown" : "";
        return Names.count(layers.size(), "layer") + left + "; each row is a place that looks, each column one that is"
                + " looked at, the darker the more of it";
    }

    private void draw(Canvas canvas) {
        Theme.title(canvas, "Attention of each head", Theme.WIDTH);
        double y = TOP;
        for (Map.Entry<String, List<AttentionMap>> layer : shown()) {
            String title = Labels.fit(layer.getKey(), Theme.TEXT, Theme.WIDTH - 2 * MARGIN);
            canvas.text(title, MARGIN, y + 12, TextStyle.size(Theme.TEXT).color(Theme.FAINT));
            draw(canvas, layer.getValue(), y + HEAD);
            y += height(layer.getValue());
        }
        canvas.text(
                "rows look, columns are looked at; full colour is 1, white 0, with the root of each weight between",
                MARGIN,
                y + 12,
                TextStyle.size(Theme.TEXT).color(Theme.FAINT));
    }

    private void draw(Canvas canvas, List<AttentionMap> heads, double top) {
        for (int i = 0; i < heads.size(); i++) {
            double x = MARGIN + names + i % across * (side + BETWEEN);
            double y = top + i / across * (side + BETWEEN);
            double[][] weights = heads.get(i).weights();
            Raster raster = Raster.sharp(
                    weights[0].length,
                    weights.length,
                    (column, row) -> Theme.rgb(Theme.diverging(Math.sqrt(weights[row][column]))));
            canvas.noted("head " + heads.get(i).head(), () -> {
                canvas.pixels(raster, x, y, side, side);
                canvas.rectangle(x, y, side, side, Style.stroke(Theme.GRID, 1));
            });
            if (i % across == 0) {
                drawTokens(canvas, y, weights.length);
            }
        }
    }

    private void drawTokens(Canvas canvas, double top, int places) {
        if (tokens.size() != places) {
            return;
        }
        double pitch = side / places;
        double size = Math.min(Theme.TEXT, Math.max(LETTER + 1, pitch * 0.8));
        for (int i = 0; i < places; i++) {
            canvas.text(
                    tokens.get(i),
                    MARGIN + names - 4,
                    top + (i + 0.5) * pitch + size * 0.35,
                    TextStyle.size(size).ending());
        }
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
