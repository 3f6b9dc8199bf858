package org.cellwise.notebook;

import java.util.List;
import org.cellwise.chart.picture.Markup;
import org.cellwise.data.table.TableView;
import org.cellwise.insight.Mistakes;
import org.cellwise.model.blueprint.Blueprint;
import org.cellwise.network.Summary;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.cellwise.text.TextTable;

/** Tables in HTML that needs neither style sheets nor scripts, since viewers of notebooks strip both. */
final class HtmlTable {
    /** The value of an attribute, and a style for notebooks whose style sheets set all cells to the right. */
    static final String LEFT = "left\" style=\"text-align:left";

    private final StringBuilder html = new StringBuilder("<table border=\"0\">");

    private HtmlTable() {}

    /** Rows of a table under the names, types and missing counts of its columns. */
    static String of(TableView view) {
        return of(view, view.title());
    }

    /** The same with another sentence below. */
    static String of(TableView view, String note) {
        HtmlTable table = new HtmlTable();
        table.html.append("<thead><tr>");
        for (TableView.Column column : view.header()) {
            String missing = column.missing() == 0 ? "" : "<br><small>" + column.missing() + " missing</small>";
            table.html
                    .append("<th align=\"")
                    .append(column.numeric() ? "right" : LEFT)
                    .append("\" valign=\"top\">")
                    .append(Markup.text(column.name()))
                    .append("<br><small>")
                    .append(Markup.text(column.type()))
                    .append("</small>")
                    .append(missing)
                    .append("</th>");
        }
        table.html.append("</tr></thead><tbody>");
        for (int i = 0; i < view.cells().size(); i++) {
            if (i == view.first() && view.between() > 0) {
                table.html
                        .append("<tr><td align=\"center\" colspan=\"")
                        .append(view.header().size())
                        .append("\"><small>⋮ ")
                        .append(Names.count(view.between(), "row"))
                        .append(" between</small></td></tr>");
            }
            table.html.append("<tr>");
            for (int c = 0; c < view.header().size(); c++) {
                table.value(view.cells().get(i).get(c), view.header().get(c).numeric());
            }
            table.html.append("</tr>");
        }
        return table.html
                .append("</tbody></table><div><small>")
                .append(Markup.text(note))
                .append("</small></div>")
                .toString();
    }

    // what is missing cannot be taken for a text
    private void value(String text, boolean right) {
        if (text.isEmpty()) {
            html.append("<td align=\"").append(right ? "right" : LEFT).append("\"><small><i>missing</i></small></td>");
        } else {
            cell("td", text, right);
        }
    }

    /** Rows that a network takes for another class. */
    static String of(Mistakes mistakes) {
        HtmlTable table = new HtmlTable();
        table.mistake("th", mistakes.header(), mistakes);
        mistakes.cells().forEach(row -> table.mistake("td", row, mistakes));
        String leftOut = mistakes.leftOut().isEmpty() ? "" : "; " + mistakes.leftOut();
        return table.html
                .append("</table><div><small>")
                .append(Markup.text(mistakes.title() + leftOut))
                .append("</small></div>")
                .toString();
    }

    private void mistake(String element, List<String> cells, Mistakes mistakes) {
        html.append("<tr>");
        for (int i = 0; i < cells.size(); i++) {
            cell(element, cells.get(i), !mistakes.isText(i));
        }
        html.append("</tr>");
    }

    /** A network's layers, with totals below. */
    static String of(Summary summary) {
        HtmlTable table = new HtmlTable();
        table.row("th", "layer", "output shape", "parameters", "trainable");
        table.row("td", "input", summary.input().toString(), "", "");
        for (Summary.Row row : summary.rows()) {
            String trainable = row.parameters() == 0 ? "" : row.trainable() ? "yes" : "frozen";
            table.row("td", row.layer(), row.output().toString(), count(row.parameters()), trainable);
        }
        table.row("th", "total", "", count(summary.parameters()), count(summary.trainable()));
        String totals = summary.memory() + " of weights";
        return table.html
                .append("</table><div><small>")
                .append(totals)
                .append("</small></div>")
                .toString();
    }

    /** What a plan is made of, and what it adds up to. */
    static String of(Blueprint blueprint) {
        HtmlTable table = new HtmlTable();
        table.numbers("th", "part", "output shape", "parameters", "as float32", "multiply-adds");
        table.numbers("td", "input", blueprint.inputs().shape().toString(), "", "", "");
        for (Blueprint.Part part : blueprint.parts()) {
            table.numbers(
                    "td",
                    part.title().replace('_', ' '),
                    part.output().toString(),
                    count(part.parameters()),
                    Numbers.bytes(Float.BYTES * part.parameters()),
                    count((long) part.multiplyAdds()));
        }
        table.numbers("th", "total", "", count(blueprint.parameters()), Numbers.bytes(blueprint.bytes()), count((long)
                blueprint.multiplyAdds()));
        String totals = "multiply-adds are those of one input; training on one input takes "
                + Numbers.bytes((long) blueprint.toTrain(2, 1).total()) + " with Adam";
        return table.html
                .append("</table><div><small>")
                .append(Markup.text(totals))
                .append("</small></div>")
                .toString();
    }

    /** A small table of texts. */
    static String of(TextTable small) {
        HtmlTable table = new HtmlTable();
        table.html.append("<thead>");
        table.row("th", small.header(), small);
        table.html.append("</thead><tbody>");
        small.rows().forEach(row -> table.row("td", row, small));
        return table.html
                .append("</tbody></table><div><small>")
                .append(Markup.text(small.title()))
                .append("</small></div>")
                .toString();
    }

    // the first cell to the left, all others to the right
    private void numbers(String element, String... cells) {
        html.append("<tr>");
        for (int i = 0; i < cells.length; i++) {
            cell(element, cells[i], i > 0);
        }
        html.append("</tr>");
    }

    private void row(String element, List<String> cells, TextTable table) {
        html.append("<tr>");
        for (int i = 0; i < cells.size(); i++) {
            cell(element, cells.get(i), table.numbers().get(i));
        }
        html.append("</tr>");
    }

    private static String count(long number) {
        return Numbers.grouped(number);
    }

    private void row(String element, String... cells) {
        html.append("<tr>");
        for (int i = 0; i < cells.length; i++) {
            cell(element, cells[i], i > 0 && i < 3);
        }
        html.append("</tr>");
    }

    private void cell(String element, String text, boolean right) {
        html.append('<')
                .append(element)
                .append(" align=\"")
                .append(right ? "right" : LEFT)
                .append("\">");
        html.append(Markup.text(text)).append("</").append(element).append('>');
    }
}
