package org.cellwise.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A small table of texts, to be read. Whoever draws it escapes them.
 *
 * @param title what it shows
 * @param header names of its columns
 * @param numbers for each column whether it holds numbers, which line up on the right
 * @param rows a text for each column
 */
public record TextTable(String title, List<String> header, List<Boolean> numbers, List<List<String>> rows) {
    public TextTable {
        header = List.copyOf(header);
        numbers = List.copyOf(numbers);
        rows = rows.stream().map(List::copyOf).toList();
        int width = header.size();
        if (numbers.size() != width || rows.stream().anyMatch(row -> row.size() != width)) {
            throw new IllegalArgumentException("A table expects %s in each row".formatted(Names.count(width, "text")));
        }
    }

    /** Title, names and rows, in columns of spaces. */
    @Override
    public String toString() {
        List<List<String>> lines = new ArrayList<>(List.of(header));
        lines.addAll(rows);
        return title + "\n" + String.join("\n", aligned(lines, numbers));
    }

    /**
     * Lines of texts in columns of spaces, two between each.
     *
     * @param lines a text for each column
     * @param numbers for each column whether it holds numbers, which line up on the right
     */
    public static List<String> aligned(List<List<String>> lines, List<Boolean> numbers) {
        int[] widths = IntStream.range(0, numbers.size())
                .map(c -> lines.stream()
                        .mapToInt(line -> line.get(c).length())
                        .max()
                        .orElse(0))
                .toArray();
        return lines.stream().map(line -> padded(line, numbers, widths)).toList();
    }

    private static String padded(List<String> line, List<Boolean> numbers, int... widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(c -> {
                    String space = " ".repeat(widths[c] - line.get(c).length());
                    return numbers.get(c) ? space + line.get(c) : line.get(c) + space;
                })
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }
}
