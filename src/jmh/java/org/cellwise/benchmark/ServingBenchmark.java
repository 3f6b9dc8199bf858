package org.cellwise.benchmark;

import static org.cellwise.Cellwise.*;

import ai.djl.Device;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.translate.NoopTranslator;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.Seed;
import org.cellwise.math.Workers;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Trained networks at work: a large one from its file to its first answer, and many threads that ask a small one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ServingBenchmark {
    /** Rows that all threads ask for together. */
    static final int ROWS = 6400;

    private static final int[] LARGE = {1000, 4000, 4000, 1000}; // 24 million weights, 96 MB
    private static final int[] SMALL = {784, 256, 128, 10};

    @Param("cellwise-1")
    String contestant;

    /** How many threads ask. */
    @Param("1")
    int askers;

    private Path folder;
    private Path file;
    private ExecutorService pool;
    private Supplier<Runnable> asker; // one for each thread

    @Setup
    public void setUp() throws Exception {
        folder = Files.createTempDirectory("served");
        file = folder.resolve(contestant.startsWith("cellwise") ? "large.safetensors" : "large.bin");
        if (askers == 0) { // to be loaded
            writeLarge();
            return;
        }
        pool = Executors.newFixedThreadPool(askers);
        asker = asker();
    }

    @TearDown
    public void tearDown() throws Exception {
        if (pool != null) {
            pool.shutdown();
        }
        for (File one : folder.toFile().listFiles()) { // some write several
            one.delete();
        }
        Files.delete(folder);
    }

    private Supplier<Runnable> asker() throws Exception {
        float[] row = new float[SMALL[0]];
        if (contestant.startsWith("pytorch")) {
            NDManager manager = pytorch();
            var model = ai.djl.Model.newInstance("model", Device.cpu(), "PyTorch");
            SequentialBlock block = block(SMALL);
            block.initialize(manager, DataType.FLOAT32, new Shape(1, SMALL[0]));
            model.setBlock(block);
            return () -> {
                Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator());
                return () -> ask(predictor, row);
            };
        }
        Compute compute = new Compute(FloatMath.best(), new Workers(1));
        Network net = new Network(
                Seed.DEFAULT,
                compute,
                Inputs.shaped(SMALL[0]),
                List.of(dense(SMALL[1]), relu(), dense(SMALL[2]), relu(), dense(SMALL[3])));
        return () -> {
            float[] answer = new float[SMALL[3]];
            return () -> net.predict(row, 1, answer);
        };
    }

    private static float[] ask(Predictor<NDList, NDList> predictor, float[] row) {
        try (NDManager one = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDList answer = predictor.predict(new NDList(one.create(row, new Shape(1, row.length))));
            float[] numbers = answer.head().toFloatArray();
            answer.close();
            return numbers;
        } catch (ai.djl.translate.TranslateException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@link #ROWS} rows, one at a time, shared out among the threads. */
    @Benchmark
    public void ask() throws Exception {
        List<Callable<Object>> shares = new ArrayList<>();
        for (int i = 0; i < askers; i++) {
            Runnable own = asker.get();
            shares.add(() -> {
                for (int row = 0; row < ROWS / askers; row++) {
                    own.run();
                }
                return null;
            });
        }
        for (Future<Object> done : pool.invokeAll(shares)) {
            done.get();
        }
    }

    /** From the start of a process to its first answer by a network of 100 MB. */
    @Benchmark
    public int load() throws Exception {
        JavaProcess.run(ServingBenchmark.class, contestant, file.toString());
        return 0;
    }

    private void writeLarge() throws Exception {
        if (contestant.startsWith("dl4j")) {
            dl4j().save(file.toFile());
        } else if (contestant.startsWith("pytorch")) {
            NDManager manager = pytorch();
            SequentialBlock block = block(LARGE);
            block.initialize(manager, DataType.FLOAT32, new Shape(1, LARGE[0]));
            var model = ai.djl.Model.newInstance(file.getFileName().toString(), Device.cpu(), "PyTorch");
            model.setBlock(block);
            model.save(folder, file.getFileName().toString());
        } else {
            network(inputs(LARGE[0]), dense(LARGE[1]), relu(), dense(LARGE[2]), relu(), dense(LARGE[3]))
                    .save(file);
        }
    }

    private static NDManager pytorch() {
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        return NDManager.newBaseManager(Device.cpu(), "PyTorch");
    }

    private static SequentialBlock block(int... sizes) {
        SequentialBlock block = new SequentialBlock();
        for (int i = 1; i < sizes.length; i++) {
            block.add(Linear.builder().setUnits(sizes[i]).build());
            if (i < sizes.length - 1) {
                block.add(Activation.reluBlock());
            }
        }
        return block;
    }

    private static MultiLayerNetwork dl4j() {
        var list = new NeuralNetConfiguration.Builder()
                .activation(org.nd4j.linalg.activations.Activation.RELU)
                .list();
        for (int i = 1; i < LARGE.length - 1; i++) {
            list.layer(new DenseLayer.Builder().nOut(LARGE[i]).build());
        }
        list.layer(new OutputLayer.Builder(LossFunction.MSE)
                .nOut(LARGE[LARGE.length - 1])
                .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
                .build());
        MultiLayerNetwork made = new MultiLayerNetwork(
                list.setInputType(InputType.feedForward(LARGE[0])).build());
        made.init();
        return made;
    }

    /** Loads a file and answers once. */
    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[1]);
        float[] row = new float[LARGE[0]];
        float[] answer;
        if (args[0].startsWith("dl4j")) {
            answer = MultiLayerNetwork.load(file.toFile(), false)
                    .output(Nd4j.create(row, 1, row.length))
                    .toFloatVector();
        } else if (args[0].startsWith("pytorch")) {
            pytorch();
            var model = ai.djl.Model.newInstance(file.getFileName().toString(), Device.cpu(), "PyTorch");
            model.setBlock(block(LARGE));
            model.load(file.getParent(), file.getFileName().toString());
            answer = ask(model.newPredictor(new NoopTranslator()), row);
        } else {
            answer = network(file).predict(row, 1);
        }
        System.exit(answer.length == LARGE[LARGE.length - 1] ? 0 : 1); // native threads of some would hold the process
    }
}
