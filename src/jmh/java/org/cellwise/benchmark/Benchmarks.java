package org.cellwise.benchmark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the products and prints a table with ratios. Contestants take turns, in several rounds of fresh processes, and the
 * median of the rounds' medians counts, so that a busy moment of the machine does not decide. JMH's options, such as
 * {@code -p size=128x784x256}, choose less.
 */
public final class Benchmarks {
    private static final int ROUNDS = 3;
    private static final List<String> CONTESTANTS =
            List.of("cellwise", "cellwiseTwoThreads", "cellwisePlain", "openblas");

    private Benchmarks() {}

    public static void main(String[] args) throws RunnerException, CommandLineOptionException {
        Map<String, Map<String, List<Double>>> medians = new TreeMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (String contestant : CONTESTANTS) {
                var options = new OptionsBuilder()
                        .parent(new CommandLineOptions(args))
                        .include("GemmBenchmark." + contestant + "$")
                        .verbosity(VerboseMode.SILENT)
                        .build();
                for (RunResult result : new Runner(options).run()) {
                    String row = result.getParams().getParam("form") + " "
                            + result.getParams().getParam("size");
                    double micros = result.getPrimaryResult().getStatistics().getPercentile(50);
                    medians.computeIfAbsent(row, key -> new TreeMap<>())
                            .computeIfAbsent(contestant, key -> new ArrayList<>())
                            .add(micros);
                }
            }
        }
        print(medians);
    }

    private static void print(Map<String, Map<String, List<Double>>> medians) {
        System.out.printf(
                "Java %s, %s, %d processors; GFLOP/s, medians of %d rounds%n%n",
                Runtime.version(),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                ROUNDS);
        System.out.println("| product | Cellwise | 2 threads | plain Java | OpenBLAS, 1 thread | Cellwise / OpenBLAS"
                + " | 2 threads / 1 | plain / Vector API |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        medians.forEach((row, times) -> {
            double flops = 2 * GemmBenchmark.multiplyAdds(row.substring(row.indexOf(' ') + 1));
            double one = flops / 1e3 / median(times.get("cellwise"));
            double two = flops / 1e3 / median(times.get("cellwiseTwoThreads"));
            double plain = flops / 1e3 / median(times.get("cellwisePlain"));
            double peer = flops / 1e3 / median(times.get("openblas"));
            System.out.printf(
                    "| %s | %.1f | %.1f | %.1f | %.1f | %.2f | %.2f | %.2f |%n",
                    row, one, two, plain, peer, one / peer, two / one, plain / one);
        });
    }

    private static double median(List<Double> values) {
        return values.stream().sorted(Comparator.naturalOrder()).toList().get(values.size() / 2);
    }
}
