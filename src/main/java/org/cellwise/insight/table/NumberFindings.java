package org.cellwise.insight.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.cellwise.data.column.Column;
import org.cellwise.data.column.Unit;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/** What is odd about a column of numbers or points in time. */
final class NumberFindings {
    private static final List<Double> MARKERS =
            List.of(-1.0, -9.0, -99.0, -999.0, -9999.0, -99999.0, 99.0, 999.0, 9999.0, 99999.0, 999999.0);
    private static final double FAR = 3; // distances between the quartiles: "far out" (Tukey, 1977)
    private static final double DEVIATIONS = 1.349; // between the quartiles of normal numbers
    private static final double FEW = 0.02; // of the rows: more than that are a long tail
    private static final double SKEWED = 2;
    private static final int SOME = 20; // different numbers
    private static final double EARLIEST = -25_567; // 1900-01-01 in days
    private static final double LATEST = 47_482; // 2100-01-01

    private final Column.Numbers column;
    private final ColumnSummary summary;
    private final String quoted;
    private final double reach; // beyond the quartiles, where numbers are far out
    private final List<Finding> found = new ArrayList<>();

    private NumberFindings(Column.Numbers column, ColumnSummary summary) {
        this.column = column;
        this.summary = summary;
        quoted = Finding.quoted(column.name());
        reach = reach(summary);
    }

    static List<Finding> find(Column.Numbers column, ColumnSummary summary) {
        NumberFindings findings = new NumberFindings(column, summary);
        if (summary.infinite() > 0) {
            findings.addInfinite();
        }
        if (summary.distinct() > 1 && column.unit() == Unit.NUMBER) {
            findings.look();
        } else if (column.unit() == Unit.DATE || column.unit() == Unit.DATE_TIME) {
            findings.lookAtDates();
        }
        return findings.found;
    }

    private void add(Finding.Kind kind, String what, String call) {
        found.add(new Finding(kind, column.name(), Names.shorten(column.name()) + " " + what, call));
    }

    private void addInfinite() {
        add(
                Finding.Kind.TYPE,
                "is infinite in %s".formatted(Names.count(summary.infinite(), "row")),
                "table.dropWhere(table.numberColumn(%s).isGreaterThan(1e100).or(table.numberColumn(%s).isLessThan(-1e100)))"
                        .formatted(quoted, quoted));
    }

    private void look() {
        if (lookForIdentifiers()) {
            return;
        }
        lookForNearlyConstant();
        if (!lookForMarkers()) {
            lookFarOut();
        }
    }

    private boolean lookForIdentifiers() {
        int n = summary.present();
        boolean whole = !column.type().equals("double") && !column.type().equals("float");
        if (n <= SOME || summary.distinct() != n || !whole) {
            return false;
        }
        boolean counts = summary.maximum() - summary.minimum() + 1 == n;
        if (!counts && summary.maximum() - summary.minimum() < 100.0 * n) {
            return false; // amounts may all differ, too
        }
        add(
                Finding.Kind.USELESS,
                counts
                        ? "numbers the rows from %s to %s: it tells a network nothing, or where a row stood in the file"
                                .formatted(summary.text(summary.minimum()), summary.text(summary.maximum()))
                        : "has another whole number in every row, as identifiers do: they tell a network nothing",
                Finding.leaveOut(column.name()));
        return true;
    }

    private void lookForNearlyConstant() {
        if (summary.frequent().isEmpty()) {
            return;
        }
        ColumnSummary.Frequent first = summary.frequent().get(0);
        if (first.count() >= 0.98 * summary.present() && summary.present() > SOME) {
            add(
                    Finding.Kind.USELESS,
                    "is %s in %s of the rows that have it"
                            .formatted(first.value(), TableSummary.share(first.count(), summary.present())),
                    Finding.leaveOut(column.name()));
        }
    }

    // numbers that stand for nothing, far from all others
    private boolean lookForMarkers() {
        boolean any = false;
        for (double end : new double[] {summary.minimum(), summary.maximum()}) {
            if (!MARKERS.contains(end)) {
                continue;
            }
            int count = 0;
            double nearest = Double.NaN;
            for (double value : column.values()) {
                count += value == end ? 1 : 0;
                boolean other = Double.isFinite(value) && value != end;
                if (other && !(Math.abs(value - end) >= Math.abs(nearest - end))) {
                    nearest = value;
                }
            }
            double spread =
                    Math.max(summary.upperQuartile() - summary.lowerQuartile(), Math.abs(nearest - summary.median()));
            boolean alone = end == -1
                    ? nearest >= 0 && count > 1 && summary.distinct() > SOME
                    : Math.abs(nearest - end) > spread && isOut(end);
            if (alone) {
                any = true;
                String text = summary.text(end);
                add(
                        Finding.Kind.MISSING,
                        "is %s in %s, far from all others (%s is the next), as if it stood for a missing value"
                                .formatted(text, Names.count(count, "row"), summary.text(nearest)),
                        "dataset(table).missing(\"%s\").dropMissing()".formatted(text));
            }
        }
        return any;
    }

    private boolean isOut(double value) {
        return value < summary.lowerQuartile() - reach || value > summary.upperQuartile() + reach;
    }

    // how far beyond the quartiles: further for very many numbers, whose ends lie further out by chance
    private static double reach(ColumnSummary summary) {
        double between = summary.upperQuartile() - summary.lowerQuartile();
        double farthest = Math.sqrt(2 * Math.log(Math.max(2, summary.present()))) / DEVIATIONS; // of normal ones
        return Math.max(FAR, 1.25 * farthest - 0.5) * between;
    }

    private void lookFarOut() {
        double between = summary.upperQuartile() - summary.lowerQuartile();
        if (!(between > 0) || summary.distinct() <= SOME) {
            return;
        }
        double[] far = Arrays.stream(column.values())
                .filter(value -> Double.isFinite(value) && isOut(value))
                .toArray();
        if (far.length > 0 && far.length <= Math.max(1, FEW * summary.present())) {
            boolean up = far[0] > summary.median();
            String text = DoubleStream.of(far)
                    .distinct()
                    .limit(4)
                    .mapToObj(value -> Unit.NUMBER.text(value, 4))
                    .collect(Collectors.joining(", "));
            String limit =
                    Numbers.significant(up ? summary.upperQuartile() + reach : summary.lowerQuartile() - reach, 3);
            add(
                    Finding.Kind.OUTLIER,
                    "has %s far from all others (%s%s; half of all lie between %s and %s): look at those rows"
                            .formatted(
                                    Names.count(far.length, "number"),
                                    text,
                                    DoubleStream.of(far).distinct().count() > 4 ? ", …" : "",
                                    summary.text(summary.lowerQuartile()),
                                    summary.text(summary.upperQuartile())),
                    "table.where(table.numberColumn(%s).%s(%s))"
                            .formatted(quoted, up ? "isGreaterThan" : "isLessThan", limit));
        } else if (summary.skewness() > SKEWED && summary.minimum() >= 0) {
            add(
                    Finding.Kind.SCALE,
                    "has a long tail of large numbers (half are below %s, the largest is %s): its logarithm is easier to learn from"
                            .formatted(summary.text(summary.median()), summary.text(summary.maximum())),
                    "dataset(table).log(%s)".formatted(quoted));
        }
    }

    private void lookAtDates() {
        double days = column.unit() == Unit.DATE ? 1 : 86_400;
        boolean early = summary.minimum() < EARLIEST * days;
        if (early || summary.maximum() > LATEST * days) {
            add(
                    Finding.Kind.OUTLIER,
                    "goes from %s to %s: programs write dates before 1900 or after 2100 where they have none"
                            .formatted(summary.text(summary.minimum()), summary.text(summary.maximum())),
                    "");
        }
    }
}
