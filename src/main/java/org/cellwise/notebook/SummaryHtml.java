package org.cellwise.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.cellwise.chart.data.Sparkline;
import org.cellwise.chart.picture.Markup;
import org.cellwise.insight.table.ColumnSummary;
import org.cellwise.insight.table.TableSummary;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/** What columns hold, as a table of HTML with a small histogram for each. */
final class SummaryHtml {
    private static final char NO_BREAK = '\u00a0';
    private static final Pattern DATE = Pattern.compile("\\d+-\\d\\d-\\d\\d");
    private static final int HISTOGRAM = 2; // where it stands among the columns

    private SummaryHtml() {}

    static String of(TableSummary summary) {
        return table(summary, null) + "<div><small>" + Markup.text(summary.title()) + "</small></div>";
    }

    /** Something more to say of a column. */
    interface More {
        double of(String column);
    }

    /**
     * The table alone.
     *
     * @param association with the target; null for none
     */
    static String table(TableSummary summary, More association) {
        StringBuilder html = new StringBuilder("<table border=\"0\" cellpadding=\"4\"><thead><tr>");
        List<String> header = new ArrayList<>(TableSummary.header());
        header.add(HISTOGRAM, "histogram");
        if (association != null) {
            header.add("with target");
        }
        for (int i = 0; i < header.size(); i++) {
            html.append("<th align=\"")
                    .append(align(i, header.get(i)))
                    .append("\">")
                    .append(header.get(i).replace(" %", NO_BREAK + "%"))
                    .append("</th>");
        }
        html.append("</tr></thead><tbody>");
        for (ColumnSummary column : summary.shown()) {
            html.append("<tr>");
            List<String> cells = TableSummary.cells(column);
            for (int i = 0; i < cells.size(); i++) {
                if (i == HISTOGRAM) {
                    html.append("<td>")
                            .append(Markup.image(Sparkline.of(column).picture()))
                            .append("</td>");
                }
                String text = i == 0
                        ? Names.shorten(cells.get(i))
                        : cells.get(i).replace(" %", NO_BREAK + "%").replace(" (", NO_BREAK + "(");
                html.append("<td align=\"")
                        .append(align(i < HISTOGRAM ? i : i + 1, ""))
                        .append("\">")
                        .append(i == 0 ? "<b>" + Markup.text(text) + "</b>" : dates(Markup.text(text)))
                        .append("</td>");
            }
            if (association != null) {
                double value = association.of(column.name());
                html.append("<td align=\"right\">")
                        .append(Double.isNaN(value) ? "" : Numbers.fixed(value, 2))
                        .append("</td>");
            }
            html.append("</tr>");
        }
        return html.append("</tbody></table>").toString();
    }

    // no line ends within a date
    private static String dates(String html) {
        return DATE.matcher(html).replaceAll("<span style=\"white-space:nowrap\">$0</span>");
    }

    private static String align(int column, String name) {
        boolean words = column <= HISTOGRAM || column == TableSummary.header().size();
        return words && !name.equals("with target") ? HtmlTable.LEFT : "right";
    }
}
