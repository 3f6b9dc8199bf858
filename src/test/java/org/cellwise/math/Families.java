package org.cellwise.math;

import java.util.stream.Stream;

/** The families of loops under test; both on every machine where the tests run with the Vector API. */
final class Families {
    private Families() {}

    static Stream<FloatMath> all() {
        return Stream.of(FloatMath.plain(), FloatMath.best());
    }
}
