package org.cellwise.chart.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThemeTest {
    @Test
    void negativeIsOrangeZeroWhitePositiveBlue() {
        assertThat(Theme.diverging(-1)).isEqualTo(Theme.NEGATIVE);
        assertThat(Theme.diverging(0)).isEqualTo("#ffffff");
        assertThat(Theme.diverging(1)).isEqualTo(Theme.POSITIVE);
    }

    @Test
    void whatIsOutsideThePaletteIsCutOffAndNotANumberIsGrey() {
        assertThat(Theme.diverging(-5)).isEqualTo(Theme.NEGATIVE);
        assertThat(Theme.diverging(Double.POSITIVE_INFINITY)).isEqualTo(Theme.POSITIVE);
        assertThat(Theme.diverging(Double.NaN)).isEqualTo(Theme.NOT_FINITE);
    }

    @Test
    void numbersReadOnEveryShade() {
        for (int i = -100; i <= 100; i++) {
            String background = Theme.diverging(i / 100.0);
            // what WCAG 2 asks of text
            assertThat(contrast(background, Theme.textOn(background)))
                    .as("at %s", i / 100.0)
                    .isGreaterThan(4.5);
        }
        assertThat(IntStream.range(0, 8).mapToObj(Theme::classColor))
                .allSatisfy(color ->
                        assertThat(contrast(color, Theme.textOn(color))).isGreaterThan(4.5));
    }

    @Test
    void lettersReadOnWhite() {
        assertThat(new String[] {Theme.INK, Theme.FAINT, Theme.NEGATIVE_TEXT})
                .allSatisfy(color -> assertThat(contrast(color, Theme.GROUND)).isGreaterThan(4.5));
    }

    @Test
    void eightClassesHaveColoursOfTheirOwn() {
        assertThat(IntStream.range(0, 8).mapToObj(Theme::classColor)).doesNotHaveDuplicates();
        assertThat(Theme.classColor(8)).isEqualTo(Theme.classColor(0));
        assertThat(Theme.classColor(1000)).matches("#[0-9a-f]{6}");
    }

    private static double contrast(String a, String b) {
        double first = luminance(Color.decode(a)) + 0.05;
        double second = luminance(Color.decode(b)) + 0.05;
        return Math.max(first, second) / Math.min(first, second);
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
