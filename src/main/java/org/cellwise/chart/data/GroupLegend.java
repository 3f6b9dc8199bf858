package org.cellwise.chart.data;

import java.util.List;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.data.column.Groups;
import org.cellwise.text.Given;
import org.cellwise.text.Names;

/** Names of groups in their colours, below each other. */
final class GroupLegend {
    static final double ROOM = 132;
    private static final double LINE = 20;

    private GroupLegend() {}

    /**
     * The column that makes the groups; null for none.
     *
     * @throws IllegalArgumentException if there are several
     */
    static String by(String asker, String... columns) {
        Given.require(columns, asker, "the name of a column that makes the groups, or none");
        if (columns.length > 1) {
            throw new IllegalArgumentException(
                    "%s expects one column whose values make the groups, or none, but got %s (%s): choose one; table.selectColumns(…) leaves out those that are not to be drawn"
                            .formatted(asker, columns.length, Names.list(columns)));
        }
        return columns.length == 0 ? null : columns[0];
    }

    /** At the right of a picture, under the name of the column. */
    static void draw(Canvas canvas, Groups groups, double x, double y) {
        TextStyle text = TextStyle.size(Theme.TEXT);
        canvas.text(Labels.fit(groups.column(), Theme.TEXT, ROOM - 8), x, y + 4, text.color(Theme.FAINT));
        List<String> names = groups.names();
        for (int i = 0; i < names.size(); i++) {
            double at = y + (i + 1) * LINE;
            canvas.rectangle(x, at - 5, 10, 10, Style.fill(color(groups, i)));
            canvas.text(Labels.fit(names.get(i), Theme.TEXT, ROOM - 26), x + 16, at + 4, text);
        }
    }

    /** The colour of a group: grey for all others. */
    static String color(Groups groups, int index) {
        boolean others = index == groups.names().size() - 1
                && index > 0
                && groups.names().get(index).equals(Groups.OTHERS);
        return others ? Theme.FAINT : Theme.classColor(index);
    }
}
