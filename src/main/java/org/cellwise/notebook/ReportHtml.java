package org.cellwise.notebook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cellwise.chart.data.AssociationMap;
import org.cellwise.chart.picture.Markup;
import org.cellwise.insight.table.Associations;
import org.cellwise.insight.table.Finding;
import org.cellwise.insight.table.Report;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.cellwise.text.TextTable;

/** A report on a table as one piece of HTML that needs no script; where one runs, columns are sorted and filtered. */
final class ReportHtml {
    private static final int MOST_FINDINGS = 60;
    private static final int MAPPED = 30; // columns of which a heat map shows something
    private static final int PAIRS = 10;
    private static final double WEAK = 0.3;

    private ReportHtml() {}

    static String of(Report report) {
        String body = "<p><b>" + Markup.text(report.title()) + "</b></p>" + findings(report) + columns(report)
                + associations(report.associations());
        return live(body);
    }

    /** A small table whose columns are sorted by a click where scripts run. */
    static String of(TextTable table) {
        return live(HtmlTable.of(table));
    }

    private static String live(String body) {
        String id = "report-" + Numbers.hex(body.hashCode(), 8);
        return "<div id=\"%s\" class=\"tex2jax_ignore mathjax_ignore\">%s</div><script>%s(\"%s\");</script>"
                .formatted(id, body, script(), id);
    }

    private static String findings(Report report) {
        List<Finding> findings = report.findings();
        if (findings.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<table border=\"0\" cellpadding=\"4\"><thead><tr><th align=\""
                        + HtmlTable.LEFT + "\">finding</th>")
                .append("<th align=\"" + HtmlTable.LEFT + "\">what mends it</th></tr></thead><tbody>");
        for (Finding finding : findings.subList(0, Math.min(MOST_FINDINGS, findings.size()))) {
            html.append("<tr><td align=\"" + HtmlTable.LEFT + "\" valign=\"top\">")
                    .append(Markup.text(finding.what()))
                    .append("</td><td align=\"" + HtmlTable.LEFT + "\" valign=\"top\">")
                    .append(finding.call().isEmpty() ? "" : "<code>" + Markup.text(finding.call()) + "</code>")
                    .append("</td></tr>");
        }
        html.append("</tbody></table>");
        int more = findings.size() - MOST_FINDINGS;
        return more <= 0
                ? html.toString()
                : html + "<div><small>and " + Names.count(more, "finding") + " more: findings()</small></div>";
    }

    private static String columns(Report report) {
        boolean target = !report.target().isEmpty();
        String note = report.summary().title() + (target ? "; with target: association with " + report.target() : "");
        return "<div>" + SummaryHtml.table(report.summary(), target ? report::withTarget : null) + "</div><div><small>"
                + Markup.text(note) + "</small></div>";
    }

    private static String associations(Associations associations) {
        if (associations.names().size() < 2) {
            return "";
        }
        StringBuilder html = new StringBuilder();
        if (associations.names().size() <= MAPPED) {
            AssociationMap map = AssociationMap.of(associations);
            html.append("<div>").append(Markup.pixels(map.picture())).append("</div>");
        }
        List<Associations.Pair> pairs = associations.strongest(PAIRS).stream()
                .filter(pair -> pair.value() >= WEAK)
                .toList();
        if (pairs.isEmpty()) {
            return html.append("<p>No two columns go together.</p>").toString();
        }
        html.append("<table border=\"0\" cellpadding=\"4\"><thead><tr><th align=\"" + HtmlTable.LEFT
                        + "\">column</th><th align=\"" + HtmlTable.LEFT + "\">goes with</th>")
                .append("<th align=\"right\">association</th></tr></thead><tbody>");
        for (Associations.Pair pair : pairs) {
            html.append("<tr><td align=\"" + HtmlTable.LEFT + "\">")
                    .append(name(associations, pair.first()))
                    .append("</td><td align=\"" + HtmlTable.LEFT + "\">")
                    .append(name(associations, pair.second()))
                    .append("</td><td align=\"right\">")
                    .append(Numbers.fixed(pair.value(), 2))
                    .append("</td></tr>");
        }
        String of = associations.rows() == associations.all()
                ? ""
                : "; from %s of %s rows, chosen by chance"
                        .formatted(Numbers.grouped(associations.rows()), Numbers.grouped(associations.all()));
        return html.append("</tbody></table><div><small>0: nothing to do with each other, 1: each tells the other")
                .append(of)
                .append("</small></div>")
                .toString();
    }

    private static String name(Associations associations, int index) {
        return Markup.text(Names.shorten(associations.names().get(index)));
    }

    private static String script() {
        try (InputStream in = ReportHtml.class.getResourceAsStream("report.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The script of reports could not be read", e);
        }
    }
}
