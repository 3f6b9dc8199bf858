package org.cellwise.data.encode;

/** Raw values that stand for none. */
final class Missing {
    private Missing() {}

    /** Whether there is no value: null, NaN, or a text of nothing but spaces. */
    static boolean is(Object raw) {
        return raw == null
                || raw instanceof Number number && Double.isNaN(number.doubleValue())
                || raw instanceof String text && text.isBlank();
    }
}
