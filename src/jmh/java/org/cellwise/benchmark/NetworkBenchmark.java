package org.cellwise.benchmark;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Training and prediction with whole networks. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class NetworkBenchmark {
    @Param("cellwise-1")
    String contestant;

    @Param("TINY_1")
    Task task;

    private Model model;
    private double[] row;

    @Setup
    public void setUp() {
        model = Model.of(contestant, task);
        row = task.examples().features()[0];
    }

    /** One step, in a loop of the user's own. */
    @Benchmark
    public void step() {
        model.step();
    }

    /** One row, from numbers to numbers. */
    @Benchmark
    public Object row() {
        return model.predict(row);
    }

    /** One pass over all rows. */
    @Benchmark
    public void epoch() {
        model.train(1);
    }

    /** 200 epochs of a new network, in a process that has done it before. */
    @Benchmark
    public Model warmRun() {
        return run(contestant, task);
    }

    private static Model run(String contestant, Task task) {
        Model fresh = Model.of(contestant, task);
        fresh.train(200);
        return fresh;
    }

    /** The same in a process of its own, from its start to its end. */
    @Benchmark
    public int freshRun() throws IOException, InterruptedException {
        JavaProcess.run(NetworkBenchmark.class, contestant, task.name());
        return 0;
    }

    public static void main(String[] args) {
        Model model = run(args[0], Task.valueOf(args[1]));
        System.exit(model == null ? 1 : 0); // native threads of some would hold the process
    }
}
