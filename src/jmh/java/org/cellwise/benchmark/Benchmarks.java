package org.cellwise.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs rows of the table beside the peers and prints them with ratios. Contestants take turns in several rounds of fresh
 * processes, and the median over all rounds counts, so that a busy moment of the machine does not decide. An argument
 * chooses rows by a regular expression; the system property {@code rounds} tells how many rounds, and {@code quick} makes
 * a short one.
 */
public final class Benchmarks {
    private static final boolean QUICK = Boolean.getBoolean("quick");
    private static final int ROUNDS = QUICK ? 1 : Integer.getInteger("rounds", 3);

    private Benchmarks() {}

    public static void main(String[] args) throws RunnerException {
        Pattern wanted = Pattern.compile(args.length == 0 ? "" : args[0]);
        List<String> lines = new ArrayList<>();
        for (Row row : Row.all()) {
            if (wanted.matcher(row.title()).find()) {
                lines.add(line(row, measure(row)));
                System.err.println(lines.get(lines.size() - 1));
            }
        }
        System.out.printf(
                "%nJava %s, %s, %d processors, medians of %d rounds%n%n",
                Runtime.version(),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                ROUNDS);
        System.out.println("| work | goal | Cellwise | ahead of the best peer | others |");
        System.out.println("| --- | --- | --- | --- | --- |");
        lines.forEach(System.out::println);
    }

    /** The median of each contestant, in seconds a call. */
    private static Map<String, Double> measure(Row row) throws RunnerException {
        Map<String, List<Double>> seconds = new TreeMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (String contestant : row.contestants()) {
                seconds.computeIfAbsent(contestant, key -> new ArrayList<>()).addAll(run(row, contestant));
            }
        }
        Map<String, Double> medians = new TreeMap<>();
        seconds.forEach((contestant, all) -> {
            if (!all.isEmpty()) {
                medians.put(contestant, all.stream().sorted().toList().get(all.size() / 2));
            }
        });
        return medians;
    }

    private static List<Double> run(Row row, String contestant) throws RunnerException {
        var options = new OptionsBuilder()
                .include(row.benchmark().replace(".", "\\.") + "$")
                .mode(row.single() ? Mode.SingleShotTime : Mode.AverageTime)
                .timeUnit(TimeUnit.SECONDS)
                .jvmArgsAppend("--add-modules=jdk.incubator.vector")
                .forks(1)
                .warmupIterations(row.warmup())
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(QUICK ? 2 : row.single() ? 3 : 5)
                .measurementTime(TimeValue.milliseconds(200))
                .param("contestant", contestant)
                .verbosity(VerboseMode.SILENT);
        for (String param : row.params()) {
            String[] parts = param.split("=");
            options.param(parts[0], parts[1]);
        }
        List<Double> seconds = new ArrayList<>();
        for (var result : new Runner(options.build()).run()) {
            for (var iteration : result.getBenchmarkResults().iterator().next().getIterationResults()) {
                seconds.add(iteration.getPrimaryResult().getScore());
            }
        }
        return seconds;
    }

    private static String line(Row row, Map<String, Double> medians) {
        String own = row.contestants().get(0);
        double best = medians.entrySet().stream()
                .filter(e -> isPeer(e.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .min()
                .orElse(Double.NaN);
        List<String> others = new ArrayList<>();
        medians.forEach((contestant, seconds) -> {
            if (!contestant.equals(own)) {
                others.add(contestant + " " + number(row.convert().applyAsDouble(seconds)));
            }
        });
        return "| %s | %s | %s %s | %.2f x | %s |"
                .formatted(
                        row.title(),
                        Double.isNaN(row.goal()) ? "" : number(row.goal()),
                        number(row.convert().applyAsDouble(medians.get(own))),
                        row.unit(),
                        best / medians.get(own),
                        String.join(", ", others));
    }

    private static boolean isPeer(String contestant) {
        return !contestant.startsWith("cellwise") && !contestant.startsWith("plain");
    }

    private static String number(double value) {
        return value >= 100 ? "%.0f".formatted(value) : value >= 10 ? "%.1f".formatted(value) : "%.3g".formatted(value);
    }
}
