package org.cellwise.benchmark;

import java.util.concurrent.TimeUnit;
import org.bytedeco.openblas.global.openblas;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.SeededRandom;
import org.cellwise.math.Workers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Float products in the three forms that training needs, beside OpenBLAS on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class GemmBenchmark {
    @Param({"128x784x256", "128x256x128", "256x256x256", "512x512x512", "1024x1024x1024"})
    String size;

    @Param({"AB", "AtB", "ABt"})
    String form;

    private int m;
    private int k;
    private int n;
    private float[] a;
    private float[] b;
    private float[] c;
    private Compute plain;
    private Compute one;
    private Compute two;

    /** Multiply-adds of a size written as m x k x n. */
    static double multiplyAdds(String size) {
        double product = 1;
        for (String side : size.split("x")) {
            product *= Integer.parseInt(side);
        }
        return product;
    }

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
        plain = new Compute(FloatMath.plain(), Workers.inline());
        one = Compute.of(1);
        two = Compute.of(2);
        openblas.blas_set_num_threads(1);
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
    public float[] cellwise() {
        return run(one);
    }

    @Benchmark
    public float[] cellwiseTwoThreads() {
        return run(two);
    }

    @Benchmark
    public float[] cellwisePlain() {
        return run(plain);
    }

    private float[] run(Compute compute) {
        switch (form) {
            case "AB" -> compute.multiply(m, n, k, a, 0, k, b, 0, n, c, 0, n);
            case "AtB" -> compute.multiplyTransposedA(m, n, k, a, 0, m, b, 0, n, c, 0, n);
            default -> compute.multiplyTransposedB(m, n, k, a, 0, k, b, 0, k, c, 0, n);
        }
        return c;
    }

    @Benchmark
    public float[] openblas() {
        int transposeA = form.equals("AtB") ? openblas.CblasTrans : openblas.CblasNoTrans;
        int transposeB = form.equals("ABt") ? openblas.CblasTrans : openblas.CblasNoTrans;
        int lda = form.equals("AtB") ? m : k;
        int ldb = form.equals("ABt") ? k : n;
        openblas.cblas_sgemm(openblas.CblasRowMajor, transposeA, transposeB, m, n, k, 1, a, lda, b, ldb, 1, c, n);
        return c;
    }
}
