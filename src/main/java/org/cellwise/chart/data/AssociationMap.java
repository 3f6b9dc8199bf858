package org.cellwise.chart.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.HeatMap;
import org.cellwise.insight.table.Associations;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/** How strongly each two columns go together, as a heat map with their names. */
public final class AssociationMap implements Figure {
    private static final int NAMED = 5;

    private final Associations associations;

    private AssociationMap(Associations associations) {
        this.associations = associations;
    }

    /** Of numbers. */
    public static AssociationMap of(Associations associations) {
        return new AssociationMap(associations);
    }

    /** The numbers themselves. */
    public Associations values() {
        return associations;
    }

    @Override
    public Picture picture() {
        String what = associations.what();
        String title = what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1) + "s";
        double[][] values = associations.values();
        int[] drawn = varying();
        if (drawn.length == 0) {
            return Picture.draw(title, words(), Theme.WIDTH, 64, canvas -> {
                Theme.title(canvas, title, Theme.WIDTH);
                canvas.text(nothing(), 16, 46, TextStyle.size(Theme.TEXT));
            });
        }
        double[][] rounded = Arrays.stream(drawn)
                .mapToObj(i -> Arrays.stream(drawn)
                        .mapToDouble(j -> Math.rint(values[i][j] * 100) / 100)
                        .toArray())
                .toArray(double[][]::new);
        List<String> names =
                Arrays.stream(drawn).mapToObj(associations.names()::get).toList();
        Picture map = HeatMap.of(title, rounded).rows(names).columns(names).picture();
        return map.described(title, words());
    }

    // columns of one value go with nothing
    private int[] varying() {
        double[][] values = associations.values();
        return IntStream.range(0, values.length)
                .filter(i -> !Double.isNaN(values[i][i]))
                .toArray();
    }

    private String nothing() {
        return "No column has two different values in %s, so none goes with another"
                .formatted(Names.count(associations.all(), "row"));
    }

    private String words() {
        if (varying().length == 0) {
            return nothing();
        }
        int constant = associations.names().size() - varying().length;
        String strongest = associations.strongest(NAMED).stream()
                .map(pair -> "%s and %s %s"
                        .formatted(
                                Names.shorten(associations.names().get(pair.first())),
                                Names.shorten(associations.names().get(pair.second())),
                                Numbers.fixed(pair.value(), 2)))
                .collect(Collectors.joining(", "));
        String of = associations.rows() == associations.all()
                ? ""
                : "; from %s of %s rows, chosen by chance"
                        .formatted(Numbers.grouped(associations.rows()), Numbers.grouped(associations.all()));
        return "%s of %s columns; strongest: %s%s%s"
                .formatted(
                        associations.what() + "s",
                        associations.names().size(),
                        strongest.isEmpty() ? "none" : strongest,
                        of,
                        constant == 0 ? "" : "; " + Names.count(constant, "column") + " of one value left out");
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
