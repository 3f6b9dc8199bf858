package org.cellwise.chart.network;

import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.Theme;
import org.cellwise.text.Numbers;

/**
 * How numbers become lines: one scale for a whole drawing.
 *
 * @param limit the size of number that is drawn widest
 * @param steady whether lines keep their order when numbers change, as in a film; else large ones are on top
 */
record LineScale(double limit, boolean steady) {
    static final double THICKEST = 4;
    private static final double THINNEST = 0.3;

    /** Colour by sign, width by size; what is not finite is grey and dashed. */
    Style style(double value, double thickest) {
        if (!Double.isFinite(value)) {
            return Style.stroke(Theme.NOT_FINITE, 1.5).dashes();
        }
        if (value == 0) {
            return Style.stroke(Theme.GRID, THINNEST);
        }
        double share = Math.min(1, Math.abs(value) / limit); // a bias may be larger than all weights
        return Style.stroke(value < 0 ? Theme.NEGATIVE : Theme.POSITIVE, THINNEST + share * (thickest - THINNEST))
                .opacity(Math.rint(100 * (0.4 + 0.6 * share)) / 100);
    }

    /** The number as a label: two decimals unless that would hide it. */
    String number(double value) {
        return Double.isFinite(value) && limit >= 0.1 && limit < 100
                ? Numbers.fixed(value, 2)
                : Numbers.significant(value, 2);
    }

    /** What the label of a number has room for: in a film whatever it may become, so that labels stay in place. */
    String widest(double value) {
        return steady
                ? limit >= 0.1 && limit < 10 ? "-8.88" : limit >= 10 && limit < 100 ? "-88.88" : "-0.00088"
                : number(value);
    }
}
