package org.cellwise.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Helps whoever mistyped a name: every lookup by name says in its error what may have been meant. */
public final class Names {
    private static final int SHOWN = 12;

    private Names() {}

    /** A hint for an error: {@code did you mean "species"? There are: species, island}. */
    public static String hint(String wanted, Collection<String> known) {
        String there = known.isEmpty() ? "there are none" : "There are: " + list(known);
        return nearest(wanted, known)
                .map(name -> "did you mean \"" + name + "\"? " + there)
                .orElse(there);
    }

    /** The known name closest to the wanted one, unless even that one is too far off to have been meant. */
    public static Optional<String> nearest(String wanted, Collection<String> known) {
        return known.stream()
                .filter(name -> isNear(lower(wanted), lower(name)))
                .min(Comparator.comparingInt(name -> distance(lower(wanted), lower(name))));
    }

    /** A number of things: {@code 1 row}, {@code 2 rows}. */
    public static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /** The names, separated by commas; of many only the first few and how many follow. */
    public static String list(Collection<String> names) {
        String shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
    }

    /** As {@link #list(Collection)}. */
    public static String list(String... names) {
        return list(List.of(names));
    }

    /**
     * Refuses a name that is there twice.
     *
     * @param what of what they are names, such as {@code input}
     */
    public static void requireDistinct(String what, Collection<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException(
                        "Names of %ss expect to be different, but \"%s\" is there twice".formatted(what, name));
            }
        }
    }

    private static boolean isNear(String wanted, String name) {
        boolean isPart =
                Math.min(wanted.length(), name.length()) > 2 && (name.contains(wanted) || wanted.contains(name));
        int shorter = Math.min(wanted.length(), name.length());
        int edits = distance(wanted, name);
        return isPart || edits <= Math.max(1, shorter / 3) && edits < Math.max(1, shorter); // not "0" for "9"
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Single-letter edits from one text to the other, two letters swapped being one (optimal string alignment). */
    private static int distance(String a, String b) {
        int[][] edits = new int[a.length() + 1][b.length() + 1]; // from the first i letters of a to the first j of b
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                edits[i][j] = Math.min(replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
                }
            }
        }
        return edits[a.length()][b.length()];
    }
}
