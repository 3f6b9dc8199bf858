package org.cellwise.benchmark;

import java.util.concurrent.TimeUnit;
import org.cellwise.math.Compute;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** How fast memory is read, and how fast it is copied: what bounds work that touches each number once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class CopyBenchmark {
    /** More than any cache holds. */
    static final int NUMBERS = 64 << 20;

    private static final int PIECE = 1 << 16;

    @Param("cellwise-2")
    String contestant;

    /** {@code read} or {@code copy}. */
    @Param("copy")
    String kind;

    private final float[] from = new float[NUMBERS];
    private final float[] to = new float[NUMBERS];
    private final float[] sums = new float[NUMBERS / PIECE];
    private Compute compute;

    @Setup
    public void setUp() {
        compute = Compute.of(Integer.parseInt(contestant.split("-")[1]));
    }

    @Benchmark
    public float[] memory() {
        boolean copies = kind.equals("copy");
        compute.range(sums.length, PIECE, (first, end) -> {
            for (int i = first; i < end; i++) {
                if (copies) {
                    System.arraycopy(from, i * PIECE, to, i * PIECE, PIECE);
                } else {
                    sums[i] = compute.math().sum(from, i * PIECE, PIECE);
                }
            }
        });
        return copies ? to : sums;
    }
}
