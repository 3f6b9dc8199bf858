package org.cellwise.insight.table;

import java.util.List;
import java.util.regex.Pattern;
import org.cellwise.data.table.NumberText;

/** What a text of a table says, if it is no word. */
enum TextMeaning {
    WORD,
    /** A number as people write it: {@code 1.234,50 €}. */
    NUMBER,
    /** That there is nothing: {@code NA}, {@code ?}. */
    MISSING,
    /** A date as people write it: {@code 2024-05-31}, {@code 31.05.2024}, {@code 5/31/2024}. */
    DATE;

    private static final List<Pattern> DATES = List.of(
            Pattern.compile("\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}([T ]\\d{1,2}:\\d{2}.*)?"),
            Pattern.compile("\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{4}([ ]\\d{1,2}:\\d{2}.*)?"));

    /** Of one text. */
    static TextMeaning of(String text) {
        if (NumberText.isMissing(text)) {
            return MISSING;
        }
        if (text.length() <= 40
                && DATES.stream().anyMatch(date -> date.matcher(text.strip()).matches())) {
            return DATE;
        }
        return NumberText.of(text).isPresent() ? NUMBER : WORD;
    }
}
