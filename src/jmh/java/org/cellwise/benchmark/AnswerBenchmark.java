package org.cellwise.benchmark;

import ai.djl.Device;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.transformer.TransformerEncoderBlock;
import ai.djl.translate.NoopTranslator;
import java.util.concurrent.TimeUnit;
import org.cellwise.Cellwise;
import org.cellwise.data.text.Characters;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.Seed;
import org.cellwise.math.Workers;
import org.cellwise.model.blueprint.Blueprint;
import org.cellwise.model.blueprint.Blueprints;
import org.cellwise.network.Network;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What large networks answer: an image through ViT-L/16, text by a GPT with keys and values kept. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class AnswerBenchmark {
    private static final int LETTERS = 65;
    /** Tokens of a text, all within the length of the network. */
    static final int TOKENS = 200;

    @Param("cellwise-2")
    String contestant;

    /** {@code image} or {@code text}. */
    @Param("image")
    String answer;

    private Runnable work;

    @Setup
    public void setUp() throws Exception {
        String[] parts = contestant.split("-");
        int threads = Integer.parseInt(parts[1]);
        if (parts[0].equals("pytorch")) {
            work = pytorch(threads);
            return;
        }
        FloatMath math = parts[0].equals("plain") ? FloatMath.plain() : FloatMath.best();
        Compute compute = new Compute(math, new Workers(threads));
        work = answer.equals("image") ? image(compute) : text(compute);
    }

    private static Runnable image(Compute compute) {
        Network vit = Blueprints.vitL16().network(Seed.DEFAULT, compute);
        float[] pixels = new float[3 * 224 * 224];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i % 255 / 255f;
        }
        return () -> vit.predict(pixels, 1);
    }

    private static Runnable text(Compute compute) {
        Blueprint plan = Blueprints.gpt("GPT", LETTERS, 256, 6, 6, 384);
        Network gpt = plan.network(Seed.DEFAULT, compute);
        StringBuilder letters = new StringBuilder();
        for (char c = '0'; c < '0' + LETTERS; c++) {
            letters.append(c);
        }
        Characters tokens = Characters.of(letters.toString());
        return () -> Cellwise.generate(gpt, tokens, "0", TOKENS);
    }

    /** ViT-L/16's 24 blocks on 197 places, by DJL's transformer block, without the squares of the image. */
    private static Runnable pytorch(int threads) throws Exception {
        System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        Shape places = new Shape(1, 197, 1024);
        SequentialBlock blocks = new SequentialBlock();
        for (int i = 0; i < 24; i++) {
            blocks.add(new TransformerEncoderBlock(1024, 16, 4096, 0, Activation::gelu));
        }
        blocks.add(Linear.builder().setUnits(1000).build());
        blocks.initialize(manager, DataType.FLOAT32, places);
        var model = ai.djl.Model.newInstance("model", Device.cpu(), "PyTorch");
        model.setBlock(blocks);
        Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator());
        NDArray x = manager.randomUniform(0, 1, places);
        return () -> {
            try {
                predictor.predict(new NDList(x)).close();
            } catch (ai.djl.translate.TranslateException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /** One image, or {@link #TOKENS} tokens. */
    @Benchmark
    public void answer() {
        work.run();
    }
}
