package org.cellwise.network;

import java.util.Arrays;
import java.util.List;

/**
 * A weight matrix with names, as a copy: {@code values[i][j]} joins row i (an input) to column j (a unit).
 *
 * @param name such as {@code dense_1}
 */
public record Matrix(String name, List<String> rowNames, List<String> columnNames, double[][] values) {
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(name + ", " + values.length + " x " + (values.length == 0 ? 0 : values[0].length));
        for (int i = 0; i < Math.min(values.length, 20); i++) {
            text.append('\n').append(rowNames.get(i)).append(' ').append(Arrays.toString(values[i]));
        }
        return text.toString();
    }
}
