package org.cellwise.model.source;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import org.cellwise.text.Given;

/** Names and literals of Java. */
final class JavaNames {
    /** Letters in one text constant, which a class file holds in at most 65,535 bytes; each may need three of them. */
    private static final int LONGEST = 16_000;

    private static final int MANY = 8;

    /** Words that are names, but not of classes. */
    private static final Set<String> NO_CLASSES = Set.of("permits", "record", "sealed", "var", "yield");

    private final Set<String> taken = new HashSet<>();

    /** Whether a class may have this name. */
    static boolean isName(String name) {
        Given.require(name, "toJava", "a name for a class, such as \"Predictor\"");
        return SourceVersion.isIdentifier(name)
                && !SourceVersion.isKeyword(name)
                && !NO_CLASSES.contains(name)
                && name.chars().allMatch(c -> c < 128);
    }

    /** A name that nothing has yet, as near to what is wanted as Java allows. */
    String unique(String wanted) {
        String plain = wanted.replaceAll("[^A-Za-z0-9_]", "_");
        String name = isName(plain) ? plain : "_" + plain;
        for (int i = 2; !taken.add(name); i++) {
            name = plain + "_" + i;
        }
        return name;
    }

    /** A float to the bit. */
    static String number(float value) {
        return value == Float.POSITIVE_INFINITY
                ? "Float.POSITIVE_INFINITY"
                : value == Float.NEGATIVE_INFINITY ? "Float.NEGATIVE_INFINITY" : value + "f";
    }

    /** A text in quotes, in letters of ASCII whatever it is; a long one in several that are put together. */
    static String text(String text) {
        if (text.length() <= LONGEST) {
            return quoted(text);
        }
        StringBuilder parts = new StringBuilder("String.join(\"\"");
        for (int at = 0; at < text.length(); at += LONGEST) {
            parts.append(", ").append(quoted(text.substring(at, Math.min(text.length(), at + LONGEST))));
        }
        return parts.append(')').toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                default -> {
                    if (c >= ' ' && c < 127) {
                        quoted.append(c);
                    } else {
                        quoted.append("\\u")
                                .append(Integer.toHexString(0x10000 | c).substring(1));
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    /** Texts as arguments. */
    static String texts(List<String> texts) {
        return texts.stream().map(JavaNames::text).collect(Collectors.joining(", "));
    }

    /** A list of texts; long ones as one text that is cut at its lines, since each text of its own is code. */
    static String list(List<String> texts) {
        boolean few = texts.size() <= MANY || texts.stream().anyMatch(text -> text.contains("\n"));
        return few
                ? "java.util.List.of(" + texts(texts) + ")"
                : "java.util.List.of(" + text(String.join("\n", texts)) + ".split(\"\\n\", -1))";
    }

    /** Doubles as arguments. */
    static String numbers(List<Double> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
