package org.cellwise.kernel.magic;

import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.cellwise.text.Numbers;

/** {@code %time} and {@code %timeit}: how long code takes that runs once, or many times. */
public final class TimeMagics {

    private static final int RUNS = 7;
    private static final long ENOUGH = 100_000_000; // nanoseconds a run
    private static final int MOST_LOOPS = 100_000_000;

    private final Code cells;

    /** Runs code in the scope of the cells and returns its value. */
    public interface Code {
        Object run(String code) throws Exception;
    }

    public TimeMagics(Code cells) {
        this.cells = cells;
    }

    public void register(Magics magics) {
        magics.registerLineMagic("time", words -> time(words, ""));
        magics.registerCellMagic("time", this::time);
        magics.registerLineMagic("timeit", words -> timeit(words, ""));
        magics.registerCellMagic("timeit", this::timeit);
    }

    private static String code(List<String> words, String body, String magic) {
        String code = (String.join(" ", words) + "\n" + body).stripTrailing();
        if (code.isBlank()) {
            throw new IllegalArgumentException("expects code, for example " + magic + " Math.sqrt(2)");
        }
        return code;
    }

    private Object time(List<String> words, String body) throws Exception {
        String code = code(words, body, "%time");
        var threads = ManagementFactory.getThreadMXBean();
        long processor = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        try {
            return cells.run(code);
        } finally {
            long elapsed = System.nanoTime() - start;
            System.out.println("Time: " + text(elapsed) + ", of which this thread computed "
                    + text(threads.getCurrentThreadCpuTime() - processor));
        }
    }

    private Object timeit(List<String> words, String body) throws Exception {
        Callable<?> code = compiled(code(words, body, "%timeit").strip());
        int loops = 1;
        while (nanos(code, loops) < ENOUGH && loops < MOST_LOOPS) {
            loops *= 10;
        }
        double[] each = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            each[i] = (double) nanos(code, loops) / loops;
        }
        double mean = Arrays.stream(each).average().orElseThrow();
        double variance = Arrays.stream(each)
                .map(one -> (one - mean) * (one - mean))
                .average()
                .orElseThrow();
        System.out.println(text(mean) + " ± " + text(Math.sqrt(variance)) + " each (" + RUNS + " runs of "
                + Numbers.grouped(loops) + ")");
        return null;
    }

    private Callable<?> compiled(String code) throws Exception {
        String expression = code.endsWith(";") ? code.substring(0, code.length() - 1) : code;
        String start = "(java.util.concurrent.Callable<Object>) () -> ";
        try {
            return (Callable<?>) cells.run(start + "(" + expression + ")"); // its value is used, so the work is done
        } catch (Exception e) {
            return (Callable<?>) cells.run(start + "{ " + expression + "; return null; }");
        }
    }

    private static long nanos(Callable<?> code, int loops) throws Exception {
        Object used = null;
        long start = System.nanoTime();
        for (int i = 0; i < loops; i++) {
            Object value = code.call();
            used = value == null ? used : value;
        }
        long elapsed = System.nanoTime() - start;
        if (Thread.interrupted()) {
            throw new CancellationException("stopped");
        }
        return used == code ? 0 : elapsed;
    }

    /** A time with the unit that suits it. */
    static String text(double nanos) {
        String[] units = {"ns", "µs", "ms", "s"};
        int unit = 0;
        double value = nanos;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return Numbers.fixed(value, value < 10 ? 2 : 1) + " " + units[unit];
    }
}
