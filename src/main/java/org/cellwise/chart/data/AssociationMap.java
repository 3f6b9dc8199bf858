package org.cellwise.chart.data;

import java.util.Locale;
import java.util.stream.Collectors;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Picture;
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
        double[][] rounded = new double[associations.names().size()][];
        for (int i = 0; i < rounded.length; i++) {
            double[] row = associations.values()[i];
            rounded[i] = new double[row.length];
            for (int j = 0; j < row.length; j++) {
                rounded[i][j] = Math.rint(row[j] * 100) / 100;
            }
        }
        Picture map = HeatMap.of(title, rounded)
                .rows(associations.names())
                .columns(associations.names())
                .picture();
        return map.described(title, words());
    }

    private String words() {
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
        return "%s of %s columns; strongest: %s%s"
                .formatted(
                        associations.what() + "s",
                        associations.names().size(),
                        strongest.isEmpty() ? "none" : strongest,
                        of);
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
