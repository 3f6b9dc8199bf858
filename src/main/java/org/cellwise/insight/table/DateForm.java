package org.cellwise.insight.table;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How dates are written as text.
 *
 * @param pattern as Java's formatter takes it; empty for the standard one, {@code 2024-05-31}
 * @param isUnclear whether day and month could be the other way round
 * @param time whether a time of day follows
 */
record DateForm(String pattern, boolean isUnclear, boolean time) {
    private static final Pattern YEAR_FIRST = Pattern.compile("\\d{4}([-/.])(\\d{1,2})[-/.](\\d{1,2})(.*)");
    private static final Pattern YEAR_LAST = Pattern.compile("(\\d{1,2})([-/.])(\\d{1,2})[-/.]\\d{4}(.*)");

    static DateForm of(List<String> dates) {
        boolean dayFirst = false;
        boolean monthFirst = false;
        boolean time = false;
        String pattern = "";
        boolean last = false;
        for (String date : dates) {
            Matcher first = YEAR_FIRST.matcher(date.strip());
            Matcher end = YEAR_LAST.matcher(date.strip());
            if (first.matches()) {
                pattern = first.group(1).equals("-") ? "" : "yyyy_M_d".replace("_", first.group(1));
                time |= !first.group(4).isEmpty();
            } else if (end.matches()) {
                last = true;
                String sign = end.group(2);
                dayFirst |= Integer.parseInt(end.group(1)) > 12;
                monthFirst |= Integer.parseInt(end.group(3)) > 12;
                boolean american = monthFirst || sign.equals("/") && !dayFirst;
                pattern = (american ? "M_d_yyyy" : "d_M_yyyy").replace("_", sign);
                time |= !end.group(4).isEmpty();
            }
        }
        return new DateForm(pattern, last && !dayFirst && !monthFirst, time);
    }

    /** What cannot be told of them, in words. */
    String doubt() {
        return isUnclear ? ", of which the day or the month may stand first" : "";
    }

    /** Java that makes a column of dates of a column of texts. */
    String call(String column, boolean missing) {
        String name = Finding.quoted(column);
        String parse = pattern.isEmpty()
                ? "LocalDate.parse(text)"
                : "LocalDate.parse(text, java.time.format.DateTimeFormatter.ofPattern(\"" + pattern + "\"))";
        if (time) {
            parse = parse.replace("(text", "(text.substring(0, 10)");
        }
        String each = missing ? "text.isEmpty() ? null : java.time." + parse : "java.time." + parse;
        return "table.replaceColumn(%s, DateColumn.create(%s, table.stringColumn(%s).asList().stream().map(text -> %s)))"
                .formatted(name, name, name, each);
    }
}
