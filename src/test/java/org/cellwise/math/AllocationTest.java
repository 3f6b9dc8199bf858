package org.cellwise.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.cellwise.Allocations;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Once compiled, the loops allocate nothing. */
class AllocationTest {
    private final float[] a = new float[1 << 14];
    private final float[] b = new float[1 << 14];
    private final float[] c = new float[1 << 14];

    @ParameterizedTest
    @MethodSource("org.cellwise.math.Families#all")
    void productsAllocateNothing(FloatMath math) {
        Compute compute = new Compute(math, Workers.inline());
        for (int[] s : new int[][] {{1, 4, 3}, {4, 4, 3}, {1, 100, 80}, {16, 16, 16}, {33, 40, 50}}) {
            int m = s[0];
            int n = s[1];
            int k = s[2];
            assertThat(Allocations.least(() -> compute.multiply(m, n, k, a, 0, k, b, 0, n, c, 0, n)))
                    .isZero();
            assertThat(Allocations.least(() -> compute.multiplyTransposedA(m, n, k, a, 0, m, b, 0, n, c, 0, n)))
                    .isZero();
            assertThat(Allocations.least(() -> compute.multiplyTransposedB(m, n, k, a, 0, k, b, 0, k, c, 0, n)))
                    .isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("org.cellwise.math.Families#all")
    void functionsAllocateNothing(FloatMath math) {
        assertThat(Allocations.least(() -> math.exp(a, 0, b, 0, 1000))).isZero();
        assertThat(Allocations.least(() -> math.log(a, 0, b, 0, 1000))).isZero();
        assertThat(Allocations.least(() -> math.tanh(a, 0, b, 0, 1000))).isZero();
        assertThat(Allocations.least(() -> math.sigmoid(a, 0, b, 0, 1000))).isZero();
        assertThat(Allocations.least(() -> math.erf(a, 0, b, 0, 1000))).isZero();
        assertThat(Allocations.least(() -> math.axpy(1000, 0.5f, a, 0, b, 0))).isZero();
        assertThat(Allocations.least(() -> c[0] = math.max(a, 0, 1000))).isZero();
        assertThat(Allocations.least(() -> c[0] = math.sum(a, 0, 1000))).isZero();
    }
}
