package org.cellwise.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A row of the table.
 *
 * @param benchmark class and method
 * @param params JMH's, as {@code name=value}
 * @param contestants who takes part; the first is what ratios are of
 * @param warmup runs of a second, or of one call where calls are long, before those that count; {@link #FIRST} where the
 *     first call of a process counts alone
 * @param single whether a run is one call
 * @param unit of the numbers
 * @param convert seconds a call to that unit
 * @param goal in that unit; NaN where the goal is a ratio
 */
record Row(
        String title,
        String benchmark,
        List<String> params,
        List<String> contestants,
        int warmup,
        boolean single,
        String unit,
        DoubleUnaryOperator convert,
        double goal) {
    /** Of processes in which nothing is warm. */
    static final int FIRST = -1;

    static List<Row> all() {
        List<Row> rows = new ArrayList<>();
        for (String size :
                List.of("256x256x256", "512x512x512", "1024x1024x1024", "128x784x256", "128x256x128", "128x128x10")) {
            for (String form : List.of("AB", "AtB", "ABt")) {
                rows.add(product(size, form));
            }
        }
        rows.add(product("197x1024x4096", "AB")); // as in ViT-L/16
        rows.add(steps("3-4-4-2, batch 1, own loop", "step", Task.TINY_1, 1, 3000));
        rows.add(steps("3-4-4-2, batch 1, fit", "epoch", Task.TINY_1, 256, 3000));
        rows.add(steps("3-4-4-2, batch 4, own loop", "step", Task.TINY_4, 1, 1200));
        rows.add(steps("3-4-4-2, batch 4, fit", "epoch", Task.TINY_4, 64, 1200));
        List<String> warm = List.of("cellwise-1", "plain-1", "smile-1", "pytorch-1");
        rows.add(calls("iris, 200 epochs, warm", "warmRun", Task.IRIS, warm, 6, 0.03));
        List<String> fresh = List.of("cellwise-2", "plain-2", "smile-1", "pytorch-2", "dl4j-2");
        rows.add(calls("iris, 200 epochs, fresh process", "freshRun", Task.IRIS, fresh, 0, 0.5));
        List<String> one = List.of("cellwise-1", "plain-1", "pytorch-1", "dl4j-1");
        rows.add(calls("Fashion-MNIST epoch, 1 thread", "epoch", Task.DENSE, one, 2, 1.0));
        List<String> two = List.of("cellwise-2", "plain-2", "pytorch-2", "dl4j-2");
        List<String> images = List.of("cellwise-1", "plain-1", "pytorch-1");
        List<String> images2 = List.of("cellwise-2", "plain-2", "pytorch-2");
        rows.add(calls("Fashion-MNIST epoch, 2 threads", "epoch", Task.DENSE, two, 2, 0.6));
        rows.add(calls("convolution, 12,800 images, 1 thread", "epoch", Task.CONV, images, 2, 1.6));
        rows.add(calls("convolution, 12,800 images, 2 threads", "epoch", Task.CONV, images2, 2, 0.9));
        rows.add(new Row(
                "one row through 784-256-128-10",
                "NetworkBenchmark.row",
                List.of("task=DENSE"),
                List.of("cellwise-1", "plain-1", "smile-1", "pytorch-1", "dl4j-1"),
                3,
                false,
                "µs",
                s -> s * 1e6,
                15));
        rows.add(sequences("GPT 4 x 128, 64 tokens, batch 32, step", SequenceTask.GPT_128));
        rows.add(sequences("GPT 6 x 384, 256 tokens, batch 8, step", SequenceTask.GPT_384));
        rows.add(sequences("LSTM 64 on 50 x 16, batch 32, step", SequenceTask.LSTM));
        rows.add(answer("ViT-L/16, one image", "image", List.of("cellwise-2", "cellwise-1", "pytorch-2"), "s", s -> s));
        double each = 1e3 / AnswerBenchmark.TOKENS;
        rows.add(answer(
                "GPT 6 x 384, a token with cache", "text", List.of("cellwise-2", "cellwise-1"), "ms", s -> s * each));
        rows.add(memory("memory read", "read"));
        rows.add(memory("memory copied", "copy"));
        rows.add(serving("100 MB file, process to first answer", "load", 0, "s", s -> s));
        for (int askers : new int[] {1, 8, 64}) {
            String who = askers == 1 ? "1 thread" : askers + " threads";
            rows.add(serving(
                    "784-256-128-10 asked by " + who,
                    "ask",
                    askers,
                    "1000 rows/s",
                    s -> ServingBenchmark.ROWS / s * 1e-3));
        }
        rows.add(frozen("a frozen part, epoch of a new head, outputs kept", true));
        rows.add(frozen("a frozen part, epoch of a new head, nothing kept", false));
        rows.add(table("table 1M x 21, read, first call", "read", List.of(), FIRST, Double.NaN));
        rows.add(table("table 1M x 21, read", "read", List.of("tablesaw-1", "dflib-1", "pandas-1"), 2, 2));
        rows.add(table("table 1M x 21, described", "describe", List.of("tablesaw-1", "pandas-1"), 2, Double.NaN));
        rows.add(table("table 1M x 21, report with its page, first call", "report", List.of(), FIRST, 1));
        rows.add(table("table 1M x 21, report with its page", "report", List.of(), 2, Double.NaN));
        rows.add(table("table 1M x 21, encoded", "encode", List.of("pandas-1"), 2, Double.NaN));
        rows.add(table("table 1M x 21, process to first batch", "batch", List.of("pandas-1"), 0, Double.NaN));
        rows.add(new Row(
                "table 1M x 21, streamed",
                "TableBenchmark.stream",
                List.of("isRead=false"),
                List.of("cellwise-2"),
                2,
                true,
                "1000 rows/s",
                s -> MillionRows.ROWS / s * 1e-3,
                Double.NaN));
        return rows;
    }

    private static Row table(String title, String method, List<String> peers, int warmup, double goal) {
        List<String> contestants = new ArrayList<>(List.of("cellwise-2"));
        contestants.addAll(peers);
        boolean isRead = List.of("describe", "report", "encode").contains(method);
        return new Row(
                title,
                "TableBenchmark." + method,
                List.of("isRead=" + isRead),
                contestants,
                warmup,
                true,
                "s",
                s -> s,
                goal);
    }

    private static Row serving(String title, String method, int askers, String unit, DoubleUnaryOperator convert) {
        List<String> contestants =
                askers == 0 ? List.of("cellwise-1", "pytorch-1", "dl4j-1") : List.of("cellwise-1", "pytorch-1");
        return new Row(
                title,
                "ServingBenchmark." + method,
                List.of("askers=" + askers),
                contestants,
                askers == 0 ? 1 : 20,
                true,
                unit,
                convert,
                Double.NaN);
    }

    private static Row frozen(String title, boolean cached) {
        return new Row(
                title,
                "FrozenBenchmark.epoch",
                List.of("cached=" + cached),
                List.of("cellwise-1", "plain-1", "pytorch-1"),
                2,
                true,
                "s",
                s -> s,
                Double.NaN);
    }

    private static Row answer(
            String title, String answer, List<String> contestants, String unit, DoubleUnaryOperator convert) {
        return new Row(
                title,
                "AnswerBenchmark.answer",
                List.of("answer=" + answer),
                contestants,
                4,
                true,
                unit,
                convert,
                Double.NaN);
    }

    private static Row memory(String title, String kind) {
        return new Row(
                title,
                "CopyBenchmark.memory",
                List.of("kind=" + kind),
                List.of("cellwise-2", "cellwise-1"),
                3,
                false,
                "GB/s",
                s -> (double) Float.BYTES * CopyBenchmark.NUMBERS / s * 1e-9,
                Double.NaN);
    }

    private static Row sequences(String title, SequenceTask task) {
        return new Row(
                title,
                "SequenceBenchmark.step",
                List.of("task=" + task),
                List.of("cellwise-2", "cellwise-1", "plain-2", "pytorch-2", "pytorch-1"),
                5,
                false,
                "ms",
                s -> s * 1e3,
                Double.NaN);
    }

    private static Row product(String size, String form) {
        double flops = 2;
        for (String side : size.split("x")) {
            flops *= Integer.parseInt(side);
        }
        double all = flops;
        return new Row(
                "product " + form + " " + size,
                "ProductBenchmark.product",
                List.of("size=" + size, "form=" + form),
                List.of("cellwise-1", "cellwise-2", "plain-1", "openblas-1"),
                2,
                false,
                "GFLOP/s",
                s -> all / s * 1e-9,
                Double.NaN);
    }

    private static Row steps(String title, String method, Task task, int steps, double goal) {
        return new Row(
                title,
                "NetworkBenchmark." + method,
                List.of("task=" + task),
                List.of("cellwise-1", "plain-1", "smile-1", "pytorch-1", "dl4j-1"),
                3,
                false,
                "1000 steps/s",
                s -> steps / s * 1e-3,
                goal);
    }

    private static Row calls(
            String title, String method, Task task, List<String> contestants, int warmup, double goal) {
        return new Row(
                title,
                "NetworkBenchmark." + method,
                List.of("task=" + task),
                contestants,
                warmup,
                true,
                "s",
                s -> s,
                goal);
    }
}
