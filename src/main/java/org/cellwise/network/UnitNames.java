package org.cellwise.network;

import java.util.List;

/** What the units of a network are called where they have no names: m₁, m₂, … in the first hidden layer, then n₁, …. */
public final class UnitNames {
    private static final String LETTERS = "mnpqrstuv";

    private static final List<String> PRIMES = List.of("", "′", "″", "‴");

    private UnitNames() {}

    /** The name of a unit of a hidden layer, both counted from 0; empty for layers beyond the ninth. */
    public static String hidden(int layer, int unit) {
        return layer < LETTERS.length() ? LETTERS.charAt(layer) + subscript(unit + 1) : "";
    }

    /** The number of x1, x2, … or y1, y2, … set lower, x₁; other names as they are. */
    public static String pretty(String name) {
        return name.matches("[xy][1-9]\\d{0,5}")
                ? name.charAt(0) + subscript(Integer.parseInt(name.substring(1)))
                : name;
    }

    /** The name of the weight from one unit to another, both counted from 0, such as w₁₂. */
    public static String weight(String letter, int from, int to) {
        return letter + subscript(from + 1) + (from < 9 && to < 9 ? "" : ",") + subscript(to + 1);
    }

    /** What the weights of a layer are called: w, w′, w″ and from the fourth layer on w‴. */
    public static String weights(int layer) {
        return "w" + PRIMES.get(Math.min(3, layer));
    }

    /** Digits set lower. */
    public static String subscript(int number) {
        StringBuilder text = new StringBuilder();
        Integer.toString(number).chars().forEach(digit -> text.appendCodePoint('₀' + digit - '0'));
        return text.toString();
    }
}
