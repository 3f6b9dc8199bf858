package org.cellwise.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NamespaceMagicsTest {

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(new double[3][4], "3 x 4"),
                Arguments.of(new int[0], "0"),
                Arguments.of(List.of(1), "1 element"),
                Arguments.of(Map.of(1, 2, 3, 4), "2 entries"),
                Arguments.of("word", "4 characters"),
                Arguments.of(null, "null"),
                Arguments.of(5, ""),
                Arguments.of(tech.tablesaw.api.Table.create(tech.tablesaw.api.IntColumn.create("a", 1, 2)), "2 x 1"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void sizesAreInWords(Object value, String size) {
        assertThat(NamespaceMagics.size(value)).isEqualTo(size);
    }
}
