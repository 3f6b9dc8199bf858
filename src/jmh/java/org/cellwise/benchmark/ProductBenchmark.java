package org.cellwise.benchmark;

import java.util.concurrent.TimeUnit;
import org.bytedeco.openblas.global.openblas;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.SeededRandom;
import org.cellwise.math.Workers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Float products in the three forms that training needs: C += A B, Aᵀ B, A Bᵀ. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ProductBenchmark {
    @Param("cellwise-1")
    String contestant;

    /** m x k x n. */
    @Param("256x256x256")
    String size;

    @Param({"AB", "AtB", "ABt"})
    String form;

    private int m;
    private int k;
    private int n;
    private float[] a;
    private float[] b;
    private float[] c;
    private Compute compute;

    @Setup
    public void setUp() {
        String[] sides = size.split("x");
        m = Integer.parseInt(sides[0]);
        k = Integer.parseInt(sides[1]);
        n = Integer.parseInt(sides[2]);
        SeededRandom random = new SeededRandom(1);
        a = random(m * k, random);
        b = random(k * n, random);
        c = random(m * n, random);
        String[] parts = contestant.split("-");
        int threads = Integer.parseInt(parts[1]);
        FloatMath math = parts[0].equals("plain") ? FloatMath.plain() : FloatMath.best();
        compute = parts[0].equals("openblas") ? null : new Compute(math, new Workers(threads));
        if (compute == null) {
            openblas.blas_set_num_threads(threads);
        }
    }

    private static float[] random(int size, SeededRandom random) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            // small, so that adding to C again and again stays finite
            values[i] = (float) random.nextDouble(-1e-3, 1e-3);
        }
        return values;
    }

    @Benchmark
    public float[] product() {
        if (compute == null) {
            openblas();
            return c;
        }
        switch (form) {
            case "AB" -> compute.multiply(m, n, k, a, 0, k, b, 0, n, c, 0, n);
            case "AtB" -> compute.multiplyTransposedA(m, n, k, a, 0, m, b, 0, n, c, 0, n);
            default -> compute.multiplyTransposedB(m, n, k, a, 0, k, b, 0, k, c, 0, n);
        }
        return c;
    }

    private void openblas() {
        int transposeA = form.equals("AtB") ? openblas.CblasTrans : openblas.CblasNoTrans;
        int transposeB = form.equals("ABt") ? openblas.CblasTrans : openblas.CblasNoTrans;
        int lda = form.equals("AtB") ? m : k;
        int ldb = form.equals("ABt") ? k : n;
        openblas.cblas_sgemm(openblas.CblasRowMajor, transposeA, transposeB, m, n, k, 1, a, lda, b, ldb, 1, c, n);
    }
}
