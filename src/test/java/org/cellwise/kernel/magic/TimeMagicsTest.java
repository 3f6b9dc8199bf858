package org.cellwise.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeMagicsTest {

    @ParameterizedTest
    @CsvSource({"3.456, 3.46 ns", "12345, 12.3 µs", "999_999_999, 1000.0 ms", "65e9, 65.0 s"})
    void timesHaveTheUnitThatSuitsThem(String nanos, String text) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(TimeMagics.text(Double.parseDouble(nanos.replace("_", ""))))
                    .isEqualTo(text);
        } finally {
            Locale.setDefault(before);
        }
    }
}
