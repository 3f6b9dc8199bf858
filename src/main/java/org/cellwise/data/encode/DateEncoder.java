package org.cellwise.data.encode;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * A column of dates or times: one input for each part, such as {@code sold year}, and two for each part on a circle, such
 * as {@code sold month sin} and {@code sold month cos}.
 *
 * @param column its name
 * @param parts in the order of the inputs
 */
public record DateEncoder(String column, List<Part> parts) implements ColumnEncoder {
    static final String KIND = "date";
    private static final double MOST_DAYS = 1e8; // some 270,000 years

    /**
     * A part of dates.
     *
     * @param part which
     * @param cyclic whether it is a place on a circle
     * @param scaler of its numbers where it is none
     */
    public record Part(DatePart part, boolean cyclic, Scaler scaler) {
        public Part {
            if (cyclic && !part.isCyclic()) {
                throw new IllegalArgumentException(
                        "cyclic expects a part of dates that begins anew, such as month or hour, but got "
                                + part.text());
            }
        }
    }

    public DateEncoder {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException(
                    "\"%s\" expects 1 part of its dates or more, but got none".formatted(column));
        }
    }

    /**
     * Fitted on raw values.
     *
     * @param wanted parts whose scalers are still to be fitted
     */
    public static DateEncoder fit(String column, Collection<?> values, List<Part> wanted, Scaler.Fit scaling) {
        List<LocalDateTime> dates = new ArrayList<>();
        values.forEach(value -> dates.add(date(column, value, wanted)));
        List<Part> parts = new ArrayList<>();
        for (Part part : wanted) {
            double[] numbers = dates.stream().mapToDouble(part.part()::value).toArray();
            parts.add(new Part(part.part(), part.cyclic(), part.cyclic() ? Scaler.NONE : scaling.fit(numbers)));
        }
        return new DateEncoder(column, parts);
    }

    private static LocalDateTime date(String column, Object raw, List<Part> parts) {
        if (raw instanceof LocalTime time) {
            for (Part part : parts) {
                if (!part.part().isOfTime()) {
                    throw new IllegalArgumentException(
                            "\"%s\" holds times of day, which have no %s: choose \"hour\" or \"minute\""
                                    .formatted(column, part.part().text()));
                }
            }
            return time.atDate(LocalDate.EPOCH);
        }
        if (raw instanceof LocalDate day) {
            return day.atStartOfDay();
        }
        if (raw instanceof LocalDateTime dateTime) {
            return dateTime;
        }
        if (raw instanceof Instant instant) {
            return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        }
        if (raw instanceof String text && !text.isBlank()) {
            try {
                return text.indexOf('T') > 0
                        ? LocalDateTime.parse(text)
                        : LocalDate.parse(text).atStartOfDay();
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                        "\"%s\" expects a date such as 2024-03-31 or 2024-03-31T18:00, but got \"%s\""
                                .formatted(column, Names.shorten(text)),
                        e);
            }
        }
        throw new IllegalArgumentException("\"%s\" expects a date, but got %s%s"
                .formatted(
                        column,
                        Names.shorten(String.valueOf(raw)),
                        Missing.is(raw)
                                ? ": for rows without one call fillMostFrequent(\"%s\") before split".formatted(column)
                                : ""));
    }

    @Override
    public List<String> inputNames() {
        List<String> names = new ArrayList<>();
        for (Part part : parts) {
            String name = column + " " + part.part().text();
            names.addAll(part.cyclic() ? List.of(name + " sin", name + " cos") : List.of(name));
        }
        return names;
    }

    @Override
    public void encode(Object raw, double[] into, int at) {
        LocalDateTime date = date(column, raw, parts);
        int place = at;
        for (Part part : parts) {
            if (part.cyclic()) {
                CyclicEncoder.write(part.part().turns(date), into, place);
            } else {
                into[place] = part.scaler().scale(part.part().value(date));
            }
            place += part.cyclic() ? 2 : 1;
        }
    }

    /** The parts, {@code year 2024, month 54 % of the cycle}; days alone tell the date. */
    @Override
    public String decode(double[] from, int at) {
        List<String> words = new ArrayList<>();
        int place = at;
        for (Part part : parts) {
            double value = part.cyclic()
                    ? CyclicEncoder.read(from, place)
                    : part.scaler().unscale(from[place]);
            words.add(
                    part.cyclic()
                            ? part.part().text() + " " + Numbers.percent(value, 2) + " of the cycle"
                            : part.part() == DatePart.DAYS && Math.abs(value) < MOST_DAYS
                                    ? LocalDate.ofEpochDay(Math.round(value)).toString()
                                    : part.part().text() + " " + Numbers.significant(value, 5));
            place += part.cyclic() ? 2 : 1;
        }
        return String.join(", ", words);
    }

    @Override
    public Scaler scaler(int input) {
        int place = 0;
        for (Part part : parts) {
            int width = part.cyclic() ? 2 : 1;
            if (input < place + width) {
                return part.scaler();
            }
            place += width;
        }
        return Scaler.NONE;
    }

    @Override
    public String words() {
        return String.join(
                "; ",
                parts.stream()
                        .map(part -> part.part().text()
                                + (part.cyclic()
                                        ? " as a place on a circle"
                                        : " " + part.scaler().words()))
                        .toList());
    }

    @Override
    public Map<String, Object> describe() {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("kind", KIND);
        description.put("column", column);
        description.put(
                "parts",
                parts.stream()
                        .map(part -> Map.of(
                                "part", part.part().text(),
                                "cyclic", part.cyclic(),
                                "scaler", part.scaler().describe()))
                        .toList());
        return description;
    }

    static DateEncoder of(Settings settings) {
        List<Part> parts = new ArrayList<>();
        for (Object entry : settings.list("parts")) {
            Settings part = Settings.of("a part of dates", entry);
            parts.add(new Part(DatePart.of(part.text("part")), part.truth("cyclic"), Scalers.of(part.get("scaler"))));
            part.end();
        }
        return new DateEncoder(settings.text("column"), parts);
    }
}
