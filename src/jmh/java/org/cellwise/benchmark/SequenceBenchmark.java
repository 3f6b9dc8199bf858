package org.cellwise.benchmark;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Training steps of networks that read sequences. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class SequenceBenchmark {
    @Param("cellwise-1")
    String contestant;

    @Param("GPT_128")
    SequenceTask task;

    private Runnable model;

    @Setup
    public void setUp() {
        String[] parts = contestant.split("-");
        int threads = Integer.parseInt(parts[1]);
        model = parts[0].equals("pytorch")
                ? new PyTorchSequences(task, threads)::step
                : new CellwiseSequences(task, threads, parts[0].equals("plain"))::step;
    }

    /** Forward, backward and Adam for one batch. */
    @Benchmark
    public void step() {
        model.run();
    }
}
