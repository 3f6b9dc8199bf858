package org.cellwise.chart.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.data.column.Columns;
import org.cellwise.insight.table.GroupMeans;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * The mean of each column of numbers in each group: blue where it is above that of all rows, orange where it is below, in
 * full colour at two deviations.
 */
public final class GroupMeansMap implements Figure {
    private static final int MOST_GROUPS = 12;
    private static final int MOST_COLUMNS = 30;
    private static final double LINE = 24;
    private static final double NAME_ROOM = 150;
    private static final double CELL = 100;
    private static final double TOP = 60;
    private static final String ALL = "all rows";
    private static final double FULL = 2; // deviations

    private final GroupMeans means;
    private final int columns;

    private GroupMeansMap(GroupMeans means) {
        this.means = means;
        columns = Math.min(MOST_COLUMNS, means.columns().size());
    }

    /** By the groups that a column makes. */
    public static GroupMeansMap of(Columns table, String by) {
        return new GroupMeansMap(
                GroupMeans.of(table, table.groups("groupMeans", by).atMost(MOST_GROUPS)));
    }

    /** The numbers themselves. */
    public GroupMeans values() {
        return means;
    }

    @Override
    public Picture picture() {
        String title = "Means by " + Names.shorten(means.groups().column());
        int height = (int) (top() + columns * LINE + 16);
        return Picture.draw(title, words(), width(), height, canvas -> draw(canvas, title));
    }

    private double nameWidth() {
        double widest = 0;
        for (String name : means.columns().subList(0, columns)) {
            widest = Math.max(widest, Labels.width(Labels.fit(name, Theme.TEXT, NAME_ROOM), Theme.TEXT));
        }
        return widest + 28;
    }

    // no number is cut, even if many groups make the picture wider
    private double cell() {
        int count = means.groups().names().size() + 1;
        double widest = Stream.concat(Arrays.stream(means.means()), Stream.of(means.overall()))
                .flatMapToDouble(of -> Arrays.stream(of).limit(columns))
                .map(value -> Labels.width(number(value), Theme.TEXT))
                .max()
                .orElse(0);
        return Math.max(widest + 8, Math.min(CELL, (Theme.WIDTH - nameWidth() - 16) / count));
    }

    // names that have no room side by side are turned
    private boolean upright() {
        return widestGroup() > cell() - 4;
    }

    private double widestGroup() {
        return Stream.concat(means.groups().names().stream(), Stream.of(ALL))
                .mapToDouble(name -> Labels.width(Labels.fit(name, Theme.TEXT, NAME_ROOM), Theme.TEXT))
                .max()
                .orElse(0);
    }

    private double top() {
        return upright() ? TOP - 12 + widestGroup() : TOP;
    }

    private int width() {
        int count = means.groups().names().size() + 1;
        return (int) Math.max(320, Math.ceil(nameWidth() + count * cell() + 16));
    }

    private String words() {
        List<String> texts = new ArrayList<>();
        for (int group = 0; group < means.means().length; group++) {
            List<String> ofGroup = new ArrayList<>();
            for (int c = 0; c < Math.min(8, columns); c++) {
                ofGroup.add(Names.shorten(means.columns().get(c)) + " " + number(means.means()[group][c]));
            }
            texts.add(Names.shorten(means.groups().names().get(group)) + ": " + String.join(", ", ofGroup));
        }
        String more = columns < means.columns().size()
                ? "; the first %s of %s columns"
                        .formatted(columns, means.columns().size() + means.leftOut())
                : "";
        return String.join("; ", texts) + more;
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "–" : Numbers.significant(value, 4);
    }

    private void draw(Canvas canvas, String title) {
        Theme.title(canvas, title, width());
        double left = nameWidth();
        double cell = cell();
        double under = top();
        boolean upright = upright();
        TextStyle text = TextStyle.size(Theme.TEXT);
        List<String> names = means.groups().names();
        for (int group = 0; group <= names.size(); group++) {
            boolean all = group == names.size();
            String name = Labels.fit(all ? ALL : names.get(group), Theme.TEXT, upright ? NAME_ROOM : cell - 4);
            TextStyle style = upright ? text.rotated(-90) : text.centred();
            double x = left + (group + 0.5) * cell + (upright ? 4 : 0);
            canvas.text(name, x, under - 8, all ? style.color(Theme.FAINT) : style);
        }
        for (int c = 0; c < columns; c++) {
            double top = under + c * LINE;
            canvas.text(Labels.fit(means.columns().get(c), Theme.TEXT, NAME_ROOM), left - 8, top + 16, text.ending());
            for (int group = 0; group < names.size(); group++) {
                double mean = means.means()[group][c];
                double far = (mean - means.overall()[c]) / means.deviations()[c];
                String ground = Double.isFinite(far) ? Theme.diverging(far / FULL) : Theme.GROUND;
                double x = left + group * cell;
                canvas.rectangle(x, top, cell, LINE, Style.fill(ground).outlined(Theme.GRID, 1));
                canvas.text(number(mean), x + cell / 2, top + 16, text.centred().color(Theme.textOn(ground)));
            }
            double x = left + (names.size() + 0.5) * cell;
            canvas.text(number(means.overall()[c]), x, top + 16, text.centred().color(Theme.FAINT));
        }
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
