package org.cellwise.layer;

import java.util.stream.Stream;
import org.cellwise.layer.LayerCases.LayerCase;
import org.cellwise.math.SeededRandom;
import org.cellwise.tensor.Shape;

/** {@link LayerCases} for tests of other packages. */
public final class LayerExamples {
    private LayerExamples() {}

    /** A layer with the shape of rows that it fits. */
    public record Example(String name, Layer layer, Shape row, int entries) {
        /** Rows that it reads. */
        public float[] rows(int count, SeededRandom random) {
            return new LayerCase(name, layer, row, entries).rows(count, random);
        }

        @Override
        public String toString() {
            return name + " on " + row;
        }
    }

    /** All of them. */
    public static Stream<Example> all() {
        return LayerCases.all().map(c -> new Example(c.name(), c.layer(), c.row(), c.entries()));
    }
}
