package org.cellwise.notebook;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellwise.chart.picture.Markup;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/** Formulas that MathJax, KaTeX and LaTeX all read. */
final class Tex {
    private static final int FEW_COLUMNS = 5;
    private static final String SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";
    private static final String PRIMES = "′″‴";
    private static final int LONGEST_SCRIPT = 12;

    private Tex() {}

    /** A formula of several lines, aligned at {@code &}. */
    static String lines(List<String> lines) {
        return "$$\n\\begin{aligned}\n" + String.join(" \\\\\n", lines) + "\n\\end{aligned}\n$$";
    }

    /** Numbers side by side in brackets. */
    static String row(double... values) {
        return brackets(List.of(cells(values.length, i -> number(values[i]))));
    }

    /** Names side by side in brackets. */
    static String row(List<String> names) {
        return brackets(List.of(cells(names.size(), i -> name(names.get(i)))));
    }

    /** Rows of numbers in brackets; of many columns with three digits, so that they fit on a page. */
    static String matrix(double[][] values) {
        int digits = values[0].length > FEW_COLUMNS ? 3 : 4;
        return brackets(IntStream.range(0, values.length)
                .mapToObj(row -> cells(values[row].length, i -> number(values[row][i], digits)))
                .toList());
    }

    private static String brackets(List<String> rows) {
        return "\\begin{bmatrix} " + String.join(" \\\\ ", rows) + " \\end{bmatrix}";
    }

    /** A table with a line below its head; the first column to the left, numbers to the right. */
    static String table(List<List<String>> rows) {
        return "\\begin{array}{l%s}\n%s \\\\ \\hline\n%s\n\\end{array}"
                .formatted(
                        "r".repeat(rows.get(0).size() - 1),
                        String.join(" & ", rows.get(0)),
                        rows.stream()
                                .skip(1)
                                .map(row -> String.join(" & ", row))
                                .collect(Collectors.joining(" \\\\\n")));
    }

    private static String cells(int count, IntFunction<String> cell) {
        return IntStream.range(0, count).mapToObj(cell).collect(Collectors.joining(" & "));
    }

    /** Four digits, {@code 1.2 \times 10^{-7}} where it is tiny or huge. */
    static String number(double value) {
        return number(value, 4);
    }

    private static String number(double value, int digits) {
        if (Double.isNaN(value)) {
            return "\\text{NaN}";
        }
        String text = Numbers.significant(value, digits).replace("∞", "\\infty");
        int exponent = text.indexOf('e');
        return exponent < 0
                ? text
                : "%s \\times 10^{%s}".formatted(text.substring(0, exponent), text.substring(exponent + 1));
    }

    /** A name from data, or of a unit or weight such as m₁ or w′₁₂: upright if it is longer than a letter. */
    static String name(String name) {
        int digits = firstSubscript(name);
        int primes = digits;
        while (primes > 0 && PRIMES.indexOf(name.charAt(primes - 1)) >= 0) {
            primes--;
        }
        String letters = name.substring(0, primes);
        String above = name.substring(primes, digits)
                .chars()
                .mapToObj(prime -> "'".repeat(1 + PRIMES.indexOf(prime)))
                .collect(Collectors.joining());
        String below = name.substring(digits)
                .chars()
                .mapToObj(digit -> digit == ',' ? "," : String.valueOf(SUBSCRIPTS.indexOf(digit)))
                .collect(Collectors.joining());
        if (below.length() > LONGEST_SCRIPT || above.length() > LONGEST_SCRIPT) {
            return text(name);
        }
        return (isSymbol(letters) ? letters : text(letters)) + above + (below.isEmpty() ? "" : "_{" + below + "}");
    }

    // a letter that TeX itself has in formulas
    private static boolean isSymbol(String letters) {
        if (letters.length() != 1) {
            return false;
        }
        char letter = letters.charAt(0);
        return letter < 0x80 && Character.isLetter(letter) || letter >= 'α' && letter <= 'ω';
    }

    private static int firstSubscript(String name) {
        int end = name.length();
        while (end > 0
                && (SUBSCRIPTS.indexOf(name.charAt(end - 1)) >= 0
                        || name.charAt(end - 1) == ',' && end < name.length())) {
            end--;
        }
        return end;
    }

    /**
     * Upright text. What is markup to TeX or HTML is spelled so that both show it as it is; a long text is shortened, and
     * what cannot be seen is a space or left out.
     */
    static String text(String text) {
        StringBuilder tex = new StringBuilder();
        StringBuilder plain = new StringBuilder();
        visible(text).forEach(point -> {
            String special = special(point);
            if (special.isEmpty()) {
                plain.appendCodePoint(point);
            } else {
                flush(plain, tex);
                tex.append(special).append(' ');
            }
        });
        flush(plain, tex);
        return tex.toString().strip();
    }

    /** A heading in bold, as {@link #text} otherwise. */
    static String bold(String text) {
        StringBuilder tex = new StringBuilder("\\mathbf{");
        visible(text).forEach(point -> {
            String special = special(point);
            if (point == ' ' || point == '_') {
                tex.append('\\').appendCodePoint(point);
            } else if (!special.isEmpty()) {
                tex.append('{').append(special).append('}');
            } else if (isAsciiLetterOrDigit(point) || ",.:;()=+/".indexOf(point) >= 0) {
                tex.appendCodePoint(point);
            } else {
                tex.append("\\text{").appendCodePoint(point).append('}');
            }
        });
        return tex.append('}').toString();
    }

    private static void flush(StringBuilder plain, StringBuilder tex) {
        if (plain.length() > 0) {
            tex.append("\\text{").append(plain).append('}');
            plain.setLength(0);
        }
    }

    private static IntStream visible(String text) {
        return Names.shorten(text)
                .codePoints()
                .filter(point -> !Markup.switchesDirection(point))
                .map(point -> switch (Character.getType(point)) {
                    case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
                    case Character.SURROGATE, Character.UNASSIGNED -> 0xFFFD;
                    default -> point;
                });
    }

    private static boolean isAsciiLetterOrDigit(int point) {
        return point < 0x80 && Character.isLetterOrDigit(point);
    }

    private static String special(int point) {
        return switch (point) {
            case '_', '$', '%', '#', '&', '{', '}' -> "\\" + (char) point;
            case '\\' -> "\\backslash";
            case '^' -> "\\wedge";
            case '~' -> "\\sim";
            case '<' -> "\\lt";
            case '>' -> "\\gt";
            default -> "";
        };
    }

    /** A function such as sigmoid, applied to something in large brackets. */
    static String apply(String function, String argument) {
        return function(function) + "\\left(" + argument + "\\right)";
    }

    /** A function by its kind, such as {@code leaky_relu}; the name of a user's own may be any text. */
    static String function(String kind) {
        if (kind.equals("tanh")) {
            return "\\tanh";
        }
        return kind.matches("\\w{1,60}") ? "\\operatorname{" + kind.replace("_", "\\_") + "}" : text(kind);
    }
}
