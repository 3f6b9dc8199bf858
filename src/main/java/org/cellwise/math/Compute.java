package org.cellwise.math;

import org.cellwise.math.LongProduct.Form;

/**
 * Where the loops run: a family of loops and the threads that share the large ones. Threads never change a result: a
 * product is cut into tiles of its output only, so each element is summed in the same order by any number of threads.
 */
public final class Compute {
    /** Multiply-adds under which a product, or work of this size, stays on the caller's thread. */
    private static final long SHARED_WORK = 1 << 18;

    /** Rows whose time a product takes at least: of a single one, reading the other matrix takes as long as the sums of two. */
    private static final int LEAST_ROWS = 2;

    /** Numbers of a row that a thread takes at a time, whole lines of the cache. */
    private static final int COLUMNS = 64;

    private final FloatMath math;
    private final LongProduct products;
    private final Workers workers;
    private final Workers alone = Workers.inline();
    private final int threads;

    public Compute(FloatMath math, Workers workers) {
        this.math = math;
        products = new LongProduct(math);
        this.workers = workers;
        threads = workers.threads();
    }

    /**
     * The best loops on all cores, or on as many threads as the system property {@code cellwise.threads} says. The
     * threads belong to the object: keep it as long as there is work.
     */
    public static Compute standard() {
        String setting = System.getProperty("cellwise.threads");
        if (setting == null) {
            return of(Runtime.getRuntime().availableProcessors());
        }
        if (!setting.matches("[1-9][0-9]{0,3}")) {
            throw new IllegalArgumentException("the system property cellwise.threads expects a number from 1, but is '"
                    + setting + "': correct it, or leave it out to use all cores");
        }
        return of(Integer.parseInt(setting));
    }

    /** The best loops on a number of threads, the caller's included. */
    public static Compute of(int threads) {
        return new Compute(FloatMath.best(), new Workers(threads));
    }

    public FloatMath math() {
        return math;
    }

    public int threads() {
        return threads;
    }

    /** C (m,n) += A (m,k) · B (k,n). */
    public void multiply(
            int m,
            int n,
            int k,
            float[] a,
            int aOff,
            int lda,
            float[] b,
            int bOff,
            int ldb,
            float[] c,
            int cOff,
            int ldc) {
        products.run(Form.PLAIN, workersFor(m, n, k), m, n, k, a, aOff, lda, b, bOff, ldb, c, cOff, ldc);
    }

    /** C (m,n) += Aᵀ · B (k,n), with A stored as (k,m). */
    public void multiplyTransposedA(
            int m,
            int n,
            int k,
            float[] a,
            int aOff,
            int lda,
            float[] b,
            int bOff,
            int ldb,
            float[] c,
            int cOff,
            int ldc) {
        products.run(Form.TRANSPOSED_A, workersFor(m, n, k), m, n, k, a, aOff, lda, b, bOff, ldb, c, cOff, ldc);
    }

    /** C (m,n) += A (m,k) · Bᵀ, with B stored as (n,k). */
    public void multiplyTransposedB(
            int m,
            int n,
            int k,
            float[] a,
            int aOff,
            int lda,
            float[] b,
            int bOff,
            int ldb,
            float[] c,
            int cOff,
            int ldc) {
        products.run(Form.TRANSPOSED_B, workersFor(m, n, k), m, n, k, a, aOff, lda, b, bOff, ldb, c, cOff, ldc);
    }

    /**
     * Runs the task over 0 … n - 1 in ranges, on several threads where that pays.
     *
     * @param costPerItem about how many additions one item costs, e.g. 1 for relu, 10 for tanh
     */
    public void range(int n, long costPerItem, Workers.Task task) {
        if (!shares(n, costPerItem)) {
            task.run(0, n);
        } else {
            workers.run(n, (n - 1) / (4 * threads) + 1, task);
        }
    }

    /**
     * Runs the task over 0 … n - 1, the columns of a matrix of so many rows, in ranges that begin at multiples of {@value
     * #COLUMNS}, on several threads where that pays.
     */
    public void columns(int rows, int n, Workers.Task task) {
        if (sharesColumns(rows, n)) {
            range(blocks(n), (long) COLUMNS * rows, (from, to) -> task.run(from * COLUMNS, Math.min(n, to * COLUMNS)));
        } else {
            task.run(0, n);
        }
    }

    /** Whether {@link #columns} uses several threads for so much work. */
    public boolean sharesColumns(int rows, int n) {
        return shares(blocks(n), (long) COLUMNS * rows);
    }

    private static int blocks(int n) {
        return (n + COLUMNS - 1) / COLUMNS;
    }

    /** Whether {@link #range} uses several threads for so much work. */
    public boolean shares(int n, long costPerItem) {
        return threads > 1 && n > 1 && (double) n * costPerItem >= SHARED_WORK;
    }

    private Workers workersFor(int m, int n, int k) {
        return (long) Math.max(m, LEAST_ROWS) * n * k < SHARED_WORK ? alone : workers;
    }
}
