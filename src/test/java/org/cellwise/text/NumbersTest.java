package org.cellwise.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "0.123456, 0.1235",
        "-12, -12",
        "1234567, 1.235e6",
        "0.00001234, 1.234e-5",
        "0.1, 0.1",
        "NaN, NaN",
        "Infinity, ∞",
        "-Infinity, -∞",
        "4.9e-324, 4.941e-324",
        "1.7976931348623157e308, 1.798e308"
    })
    void numbersHaveTheDigitsThatMatter(double value, String text) {
        assertThat(Numbers.significant(value, 4)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.500",
        "-0.0001, 0.000",
        "1234.56789, 1234.568",
        "0.0625, 0.063",
        "NaN, NaN",
        "Infinity, ∞",
        "1e20, 100000000000000000000.000"
    })
    void columnsOfNumbersHaveEquallyManyDecimals(double value, String text) {
        assertThat(Numbers.fixed(value, 3)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "1.25, 2, 1.25",
        "1.204, 2, 1.2",
        "3, 1, 3",
        "-0.04, 1, 0",
        "-7.25, 1, -7.3",
        "NaN, 2, NaN",
        "1e12, 1, 1000000000000"
    })
    void coordinatesAreShort(double value, int decimals, String text) {
        assertThat(Numbers.decimals(value, decimals)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0; 0",
                "999; 999",
                "1000; 1,000",
                "-999; -999",
                "-1000; -1,000",
                "123456; 123,456",
                "1234567; 1,234,567",
                "9223372036854775807; 9,223,372,036,854,775,807",
                "-9223372036854775808; -9,223,372,036,854,775,808"
            })
    void thousandsAreGrouped(long value, String text) {
        assertThat(Numbers.grouped(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1, 1 byte",
        "999, 999 bytes",
        "1000, 1 kB",
        "1088, 1.1 kB",
        "9949, 9.9 kB",
        "9950, 10 kB",
        "52008, 52 kB",
        "999499, 999 kB",
        "999500, 1 MB",
        "3440000, 3.4 MB",
        "12000000000, 12 GB",
        "698417037312, 698 GB",
        "9223372036854775807, 9.2 EB"
    })
    void memoryIsToldInUnits(long bytes, String text) {
        assertThat(Numbers.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "0.42, 0.4 s",
        "9.96, 10 s",
        "59.4, 59 s",
        "59.6, 1 min 0 s",
        "200, 3 min 20 s",
        "7500, 2 h 5 min",
        "NaN, NaN s"
    })
    void timesAreToldAsPeopleSayThem(double seconds, String text) {
        assertThat(Numbers.duration(seconds)).isEqualTo(text);
    }

    @Test
    void sharesArePercentages() {
        assertThat(Numbers.percent(0.12345, 3)).isEqualTo("12.3 %");
        assertThat(Numbers.percent(1, 2)).isEqualTo("100 %");
    }

    @Test
    void hexadecimalHasZerosInFront() {
        assertThat(Numbers.hex(0x803, 8)).isEqualTo("00000803");
        assertThat(Numbers.hex(-1, 8)).isEqualTo("ffffffff");
        assertThat(Numbers.hex('\u2028', 4)).isEqualTo("2028");
    }
}
