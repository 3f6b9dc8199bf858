package org.cellwise.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
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
 * chooses rows by a regular expression. System properties: {@code contestants} chooses them by a regular expression, {@code
 * before} is the jar of another build of Cellwise that takes part, {@code rounds} tells how many rounds, and {@code quick}
 * makes a short one.
 */
public final class Benchmarks {
    private static final boolean QUICK = Boolean.getBoolean("quick");
    private static final int ROUNDS = QUICK ? 1 : Integer.getInteger("rounds", 3);

    private static final Pattern CONTESTANTS = Pattern.compile(System.getProperty("contestants", ""));
    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static String classPathBefore;

    private Benchmarks() {}

    public static void main(String[] args) throws RunnerException, IOException {
        String before = System.getProperty("before", "");
        classPathBefore = before.isEmpty() ? null : Before.classPath(Path.of(before), CLASS_PATH);
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
            List<String> turn = contestants(row);
            if (round % 2 == 1) {
                Collections.reverse(turn);
            }
            for (String contestant : turn) {
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

    /** Those that were chosen, each of Cellwise followed by the other build where there is one. */
    private static List<String> contestants(Row row) {
        List<String> all = new ArrayList<>();
        for (String contestant : row.contestants()) {
            all.add(contestant);
            if (classPathBefore != null && contestant.startsWith("cellwise")) {
                all.add(contestant.replace("cellwise", "before"));
            }
        }
        all.removeIf(contestant -> !CONTESTANTS.matcher(contestant).find());
        return all;
    }

    private static List<Double> run(Row row, String contestant) throws RunnerException {
        var options = new OptionsBuilder()
                .include(row.benchmark().replace(".", "\\.") + "$")
                .mode(row.single() ? Mode.SingleShotTime : Mode.AverageTime)
                .timeUnit(TimeUnit.SECONDS)
                .jvmArgsAppend("--add-modules=jdk.incubator.vector", "-Dpython=" + PandasProcess.python())
                .forks(1)
                .warmupIterations(Math.max(0, row.warmup()))
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(row.warmup() == Row.FIRST ? 1 : QUICK ? 2 : row.single() ? 3 : 5)
                .measurementTime(TimeValue.milliseconds(200))
                .param("contestant", contestant)
                .verbosity(VerboseMode.SILENT);
        for (String param : row.params()) {
            String[] parts = param.split("=");
            options.param(parts[0], parts[1]);
        }
        // JMH starts its processes with the class path of this one
        System.setProperty("java.class.path", contestant.startsWith("before") ? classPathBefore : CLASS_PATH);
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
        double ours = medians.getOrDefault(own, Double.NaN);
        double best = medians.entrySet().stream()
                .filter(e -> isPeer(e.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .min()
                .orElse(Double.NaN);
        List<String> others = new ArrayList<>();
        medians.forEach((contestant, seconds) -> {
            if (!contestant.equals(own)) {
                others.add(contestant + " " + number(row.convert().applyAsDouble(seconds))
                        + faster(contestant, seconds, medians));
            }
        });
        return "| %s | %s | %s %s | %s | %s |"
                .formatted(
                        row.title(),
                        Double.isNaN(row.goal()) ? "" : number(row.goal()),
                        number(row.convert().applyAsDouble(ours)),
                        row.unit(),
                        Double.isNaN(best / ours) ? "" : "%.2f x".formatted(best / ours),
                        String.join(", ", others));
    }

    /** By how much this build is faster than the other on as many threads. */
    private static String faster(String contestant, double seconds, Map<String, Double> medians) {
        Double now = medians.get(contestant.replace("before", "cellwise"));
        return contestant.startsWith("before") && now != null ? " (%.3f x)".formatted(seconds / now) : "";
    }

    private static boolean isPeer(String contestant) {
        return !contestant.matches("(cellwise|before|plain)-.*");
    }

    private static String number(double value) {
        return value >= 100 ? "%.0f".formatted(value) : value >= 10 ? "%.1f".formatted(value) : "%.3g".formatted(value);
    }
}
