package org.cellwise.data.table;

import java.text.DecimalFormatSymbols;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.columns.Column;

/** How the numbers of one column are written: what a comma and a point in them mean. */
final class NumberForm {
    private static final int EXACT_DIGITS = 18; // of a long
    private static final Predicate<NumberText> COMMA = number -> number.hasDecimal(',') || number.hasGroups('.');
    private static final Predicate<NumberText> POINT = number -> number.hasDecimal('.') || number.hasGroups(',');

    private NumberForm() {}

    /**
     * The decimal separator of these numbers.
     *
     * @param locale how they are written; {@link Locale#ROOT} to find it out
     * @param call what tells it, of a locale
     * @throws IllegalArgumentException if it cannot be told, or they are not of one unit
     */
    static char decimal(String column, Collection<NumberText> numbers, Locale locale, UnaryOperator<String> call) {
        requireOneUnit(column, numbers);
        Optional<NumberText> comma = numbers.stream().filter(COMMA).findFirst();
        Optional<NumberText> point = numbers.stream().filter(POINT).findFirst();
        if (comma.isPresent() && point.isPresent()) {
            throw new IllegalArgumentException(
                    "\"%s\" has numbers with a decimal comma (\"%s\") and with a decimal point (\"%s\"): write all of them one way"
                            .formatted(column, comma.get().digits(), point.get().digits()));
        }
        if (!locale.equals(Locale.ROOT)) {
            return of(column, locale, comma, point);
        }
        Optional<NumberText> odd = numbers.stream()
                .filter(number -> number.digits().indexOf(',') >= 0)
                .findFirst();
        if (comma.isEmpty() && point.isEmpty() && odd.isPresent()) {
            throw new IllegalArgumentException(
                    "\"%s\" has numbers whose comma may be decimal or part thousands (\"%s\"): call %s for %s, or %s for %s"
                            .formatted(
                                    column,
                                    odd.get().digits(),
                                    call.apply("Locale.GERMANY"),
                                    odd.get().value(','),
                                    call.apply("Locale.US"),
                                    odd.get().value('.')));
        }
        return comma.isPresent() ? ',' : '.';
    }

    /** Whether some of these numbers shows what commas and points mean in it. */
    static boolean isSettled(Collection<NumberText> numbers) {
        return numbers.stream().anyMatch(COMMA.or(POINT));
    }

    private static char of(String column, Locale locale, Optional<NumberText> comma, Optional<NumberText> point) {
        boolean isComma = DecimalFormatSymbols.getInstance(locale).getDecimalSeparator() == ',';
        Optional<NumberText> odd = isComma ? point : comma;
        if (odd.isPresent()) {
            throw new IllegalArgumentException(
                    "\"%s\" expects numbers with a decimal %s, as %s has them, but got \"%s\": leave the locale out, or name the right one"
                            .formatted(
                                    column,
                                    isComma ? "comma" : "point",
                                    locale.toLanguageTag(),
                                    odd.get().digits()));
        }
        return isComma ? ',' : '.';
    }

    private static void requireOneUnit(String column, Collection<NumberText> numbers) {
        List<String> units = units(numbers);
        if (units.size() > 1) {
            throw new IllegalArgumentException(
                    "\"%s\" has numbers of different units (%s): bring them to one unit first, or leave the column out"
                            .formatted(column, String.join(", ", units)));
        }
    }

    /** The units there are; a percent sign that some have not makes two. */
    static List<String> units(Collection<NumberText> numbers) {
        List<String> units = numbers.stream()
                .map(NumberText::unit)
                .filter(unit -> !unit.isEmpty())
                .distinct()
                .limit(5)
                .toList();
        boolean isShare = units.size() == 1 && List.of("%", "‰").contains(units.get(0));
        return isShare && numbers.stream().anyMatch(number -> number.unit().isEmpty())
                ? List.of(units.get(0), "none")
                : units;
    }

    /** A column of these values; of whole numbers where all are. */
    static Column<?> column(String name, List<Optional<NumberText>> values, char decimal) {
        List<NumberText> present = values.stream().flatMap(Optional::stream).toList();
        boolean whole = present.stream().allMatch(NumberText::isWhole);
        if (!whole || present.stream().anyMatch(number -> number.digits().length() > EXACT_DIGITS)) {
            DoubleColumn column = DoubleColumn.create(name);
            values.forEach(value ->
                    value.ifPresentOrElse(number -> column.append(number.value(decimal)), column::appendMissing));
            return column;
        }
        LongColumn longs = LongColumn.create(name);
        values.forEach(value -> value.ifPresentOrElse(number -> longs.append(number.whole()), longs::appendMissing));
        if (present.stream().anyMatch(number -> number.whole() != (int) number.whole())) {
            return longs;
        }
        IntColumn ints = IntColumn.create(name);
        values.forEach(
                value -> value.ifPresentOrElse(number -> ints.append((int) number.whole()), ints::appendMissing));
        return ints;
    }
}
