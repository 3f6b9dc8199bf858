package org.cellwise.text;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Helps whoever mistyped a name: every lookup by name says in its error what may have been meant. */
public final class Names {
    private static final int SHOWN = 12;
    private static final int LONGEST = 60;

    // letters in which two names may differ and still be compared letter by letter, at a cost of their square
    private static final int COMPARED = 64;
    private static final int FAR = Integer.MAX_VALUE;

    private Names() {}

    /** A hint for an error: {@code did you mean "species"? There are: species, island}. */
    public static String hint(String wanted, Collection<String> known) {
        String there = known.isEmpty() ? "there are none" : "There are: " + list(known);
        return nearest(wanted, known)
                .map(name -> "did you mean \"" + shorten(name) + "\"? " + there)
                .orElse(there);
    }

    /** The known name closest to the wanted one, unless even that one is too far off to have been meant. */
    public static Optional<String> nearest(String wanted, Collection<String> known) {
        if (wanted == null) {
            return Optional.empty();
        }
        String lower = lower(wanted);
        String best = null;
        int fewest = Integer.MAX_VALUE;
        for (String name : known) {
            int edits = editsIfNear(lower, lower(name));
            if (edits < fewest) {
                best = name;
                fewest = edits;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Single-letter edits from one text to the other, two letters swapped being one (optimal string alignment). */
    public static int distance(String a, String b) {
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

    /** The name as a message shows it: whole, or of a long one its beginning and its end. */
    public static String shorten(String name) {
        if (name == null || name.length() <= LONGEST) {
            return String.valueOf(name);
        }
        int head = LONGEST * 2 / 3;
        int tail = name.length() - (LONGEST - head - 1);
        head -= Character.isHighSurrogate(name.charAt(head - 1)) ? 1 : 0;
        tail += Character.isLowSurrogate(name.charAt(tail)) ? 1 : 0;
        return name.substring(0, head) + "…" + name.substring(tail);
    }

    /** A number of things: {@code 1 row}, {@code 2 rows}. */
    public static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /** The names, separated by commas, long ones shortened; of many only the first few and how many follow. */
    public static String list(Collection<String> names) {
        String shown = names.stream().limit(SHOWN).map(Names::shorten).collect(Collectors.joining(", "));
        return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
    }

    /** As {@link #list(Collection)}. */
    public static String list(String... names) {
        return list(List.of(names));
    }

    /** {@code x1, x2, …}: so many names, numbered from {@code first} on. */
    public static List<String> numbered(String prefix, int first, int count) {
        return IntStream.range(first, first + count).mapToObj(i -> prefix + i).toList();
    }

    /**
     * Refuses a name that is there twice.
     *
     * @param what of what they are names, such as {@code input}
     */
    public static void requireDistinct(String what, Collection<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (name == null) {
                throw new IllegalArgumentException("Names of %ss expect to be texts, but one is null".formatted(what));
            }
            if (!seen.add(name)) {
                throw new IllegalArgumentException("Names of %ss expect to be different, but \"%s\" is there twice"
                        .formatted(what, shorten(name)));
            }
        }
    }

    // the single-letter edits between the two, or FAR where neither can have been meant for the other
    private static int editsIfNear(String wanted, String name) {
        int shorter = Math.min(wanted.length(), name.length());
        int longer = Math.max(wanted.length(), name.length());
        if (shorter > 2 && isPart(wanted, name)) {
            return longer - shorter;
        }
        int allowed = Math.min(Math.max(1, shorter / 3), Math.max(1, shorter) - 1); // not "0" for "9"
        if (longer - shorter > allowed) {
            return FAR;
        }
        int head = 0;
        while (head < shorter && wanted.charAt(head) == name.charAt(head)) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && wanted.charAt(wanted.length() - 1 - tail) == name.charAt(name.length() - 1 - tail)) {
            tail++;
        }
        if (longer - head - tail > COMPARED) {
            return FAR;
        }
        int edits =
                distance(wanted.substring(head, wanted.length() - tail), name.substring(head, name.length() - tail));
        return edits <= allowed ? edits : FAR;
    }

    // anywhere within it, or of a very long one at its beginning or end
    private static boolean isPart(String wanted, String name) {
        String part = wanted.length() < name.length() ? wanted : name;
        String whole = wanted.length() < name.length() ? name : wanted;
        return part.length() <= COMPARED ? whole.contains(part) : whole.startsWith(part) || whole.endsWith(part);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
