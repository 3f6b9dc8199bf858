package org.cellwise.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Markup;
import org.cellwise.chart.plot.Ticks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text from data, and the numbers along an axis. */
class TextTest {
    @Test
    void markupIsEscaped() {
        assertThat(Markup.escape("<script>alert(\"a\" & 'b')</script>"))
                .isEqualTo("&lt;script&gt;alert(&quot;a&quot; &amp; &#39;b&#39;)&lt;/script&gt;");
    }

    @Test
    void emojiAndOtherScriptsStayAsTheyAre() {
        assertThat(Markup.escape("🐧 שלום 企鹅")).isEqualTo("🐧 שלום 企鹅");
    }

    @Test
    void whatXmlForbidsIsReplaced() {
        assertThat(Markup.escape("a\u0000b\ud800c")).isEqualTo("a\ufffdb\ufffdc");
    }

    @Test
    void textCannotTurnTheDirectionOfWhatFollows() {
        assertThat(Markup.escape("abc\u202etxt")).isEqualTo("abctxt");
    }

    @Test
    void shortTextStaysAndLongTextEndsInAnEllipsis() {
        assertThat(Labels.fit("bill_length_mm", 12, 130)).isEqualTo("bill_length_mm");
        String cut = Labels.fit("x".repeat(200), 12, 130);
        assertThat(cut).endsWith("…").hasSizeLessThan(30);
        assertThat(Labels.width(cut, 12)).isLessThanOrEqualTo(130);
    }

    @Test
    void longTextMayKeepItsEnd() {
        assertThat(Labels.fitEnds("bill_length_mm", 12, 130)).isEqualTo("bill_length_mm");
        String cut = Labels.fitEnds("a very long name of a column that says much, number 17", 12, 190);
        assertThat(cut).startsWith("a very").contains("…").endsWith("number 17").hasSizeLessThan(40);
        assertThat(Labels.width(cut, 12)).isBetween(150.0, 190.0);
        String penguins = Labels.fitEnds("🐧".repeat(50), 12, 100);
        assertThat(penguins.replace("🐧", "")).isEqualTo("…");
        assertThat(Labels.fitEnds("x", 12, 1)).isEqualTo("…");
    }

    @Test
    void cuttingNeverSplitsACharacter() {
        String cut = Labels.fit("🐧".repeat(50), 12, 100);
        assertThat(cut.codePoints().filter(point -> point != 0x1F427)).containsExactly((int) '…');
    }

    @Test
    void ticksAreRoundAndTakeInTheData() {
        Ticks ticks = Ticks.around(5, 0.123, 0.94, Double.NaN, Double.POSITIVE_INFINITY);
        assertThat(ticks.values()).hasSizeBetween(4, 8);
        assertThat(ticks.min()).isLessThanOrEqualTo(0.123);
        assertThat(ticks.max()).isGreaterThanOrEqualTo(0.94);
        assertThat(Ticks.text(ticks.values()[3])).hasSizeLessThan(5);
    }

    @Test
    void ticksAroundEqualOrNoNumbersHaveRoom() {
        for (double[] data : new double[][] {{}, {0, 0}, {5}, {-3e-7, -3e-7}, {1e300, -1e300}, {Double.NaN}}) {
            Ticks ticks = Ticks.around(4, data);
            assertThat(ticks.max()).isGreaterThan(ticks.min());
            assertThat(ticks.values()).hasSizeBetween(2, 12);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "1, 7", "1, 20", "1, 100", "1, 12345"})
    void epochsAreWholeNumbers(int first, int last) {
        Ticks ticks = Ticks.whole(8, first, last);
        assertThat(ticks.values()).hasSizeBetween(1, 10);
        assertThat(Arrays.stream(ticks.values())).allMatch(value -> value == Math.rint(value));
    }
}
