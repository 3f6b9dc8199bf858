package org.cellwise.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.cellwise.train.Examples.dense;
import static org.cellwise.train.Examples.heaps;
import static org.cellwise.train.Examples.relu;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.cellwise.Allocations;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.layer.activation.Dropout;
import org.cellwise.layer.norm.BatchNorm;
import org.cellwise.layer.norm.LayerNorm;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.Seed;
import org.cellwise.math.Workers;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Parameter;
import org.cellwise.train.Epochs;
import org.cellwise.train.Trainer;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.loss.Losses;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every optimizer must meet, whatever its formula. */
class OptimizerContractTest {
    private static final double DECAY = 0.1;

    private final Dataset data = heaps(120);

    private record Case(String name, double rate, DoubleFunction<Optimizer> make, DoubleFunction<Optimizer> decaying) {
        Optimizer optimizer() {
            return make.apply(rate);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> optimizers() {
        return Stream.of(
                new Case("SGD", 0.1, Sgd::new, r -> new Sgd(r).weightDecay(DECAY)),
                new Case(
                        "SGD with momentum",
                        0.02,
                        r -> new Sgd(r).momentum(0.9),
                        r -> new Sgd(r).momentum(0.9).weightDecay(DECAY)),
                new Case(
                        "SGD with Nesterov's momentum",
                        0.02,
                        r -> new Sgd(r).nesterov(0.9),
                        r -> new Sgd(r).nesterov(0.9).weightDecay(DECAY)),
                new Case("RMSprop", 0.01, RmsProp::new, r -> new RmsProp(r).weightDecay(DECAY)),
                new Case("Adagrad", 0.1, Adagrad::new, r -> new Adagrad(r).weightDecay(DECAY)),
                new Case("Adam", 0.02, Adam::new, r -> new Adam(r).weightDecay(DECAY)));
    }

    private static Network network(int threads, int width) {
        Compute compute = threads == 1
                ? new Compute(FloatMath.plain(), Workers.inline())
                : new Compute(FloatMath.plain(), new Workers(threads));
        return new Network(
                new Seed(3),
                compute,
                Inputs.shaped(2),
                List.of(
                        dense(width),
                        new BatchNorm(),
                        relu(),
                        new Dropout(0.2),
                        dense(width),
                        new LayerNorm(),
                        dense(3)));
    }

    private static Trainer trainer(Network network, Optimizer optimizer) {
        return new Trainer(network, Losses.crossEntropy(), optimizer).batchSize(16);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void learns(Case optimizer) {
        Trainer trainer = trainer(network(1, 8), optimizer.optimizer());
        trainer.fit(data, new Epochs(15));
        assertThat(trainer.evaluate(data).get("accuracy")).isGreaterThan(0.95);
        assertThat(trainer.history().last().loss())
                .isLessThan(0.5 * trainer.history().loss()[0]);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void rewindsToTheBit(Case optimizer) {
        Network network = network(1, 8);
        Trainer trainer = trainer(network, optimizer.optimizer());
        trainer.fit(data, new Epochs(2));
        trainer.fit(data, new Epochs(3));
        float[] fifth = network.parameters().values().clone();
        double[] losses = trainer.history().stepLoss();
        trainer.rewind(2).fit(data, new Epochs(3));
        assertThat(network.parameters().values()).isEqualTo(fifth);
        assertThat(trainer.history().stepLoss()).isEqualTo(losses);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void frozenWeightsAndWhatIsRememberedOfThemStay(Case optimizer) {
        Network network = network(1, 8);
        Spy spy = new Spy(optimizer.decaying.apply(optimizer.rate));
        Trainer trainer = trainer(network, spy);
        trainer.fit(data, new Epochs(1));
        network.freeze("dense_2");
        Parameter frozen = network.layer("dense_2").parameters().get(0);
        float[] weights = part(network.parameters().values(), frozen);
        List<float[]> remembered =
                Arrays.stream(spy.flat.slots()).map(s -> part(s, frozen)).toList();
        double[] others = network.values("dense_1.weight");
        trainer.fit(data, new Epochs(1));
        assertThat(part(network.parameters().values(), frozen)).isEqualTo(weights);
        for (int i = 0; i < remembered.size(); i++) {
            assertThat(part(spy.flat.slots()[i], frozen)).isEqualTo(remembered.get(i));
            assertThat(remembered.get(i)).doesNotContain(0f);
        }
        assertThat(network.values("dense_1.weight")).isNotEqualTo(others);
    }

    private static float[] part(float[] flat, Parameter p) {
        return Arrays.copyOfRange(flat, p.offset(), p.offset() + p.size());
    }

    /** Without a slope there is decay alone. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void decaySparesBiasesAndNormsUnlessAsked(Case optimizer) {
        for (boolean asked : new boolean[] {false, true}) {
            Network network = network(1, 8);
            Loss flat = Losses.loss("flat", (p, t) -> Ops.scale(Ops.mean(p), 0));
            for (Parameter p : network.parameters().list()) {
                network.setValues(p.name(), ones(p.size()));
            }
            Trainer trainer = new Trainer(network, flat, optimizer.decaying.apply(optimizer.rate));
            (asked ? trainer.decayBiases() : trainer).fit(data, new Epochs(2));
            for (Parameter p : network.parameters().list()) {
                boolean decays = p.role() == Parameter.Role.WEIGHT || asked && p.role() == Parameter.Role.BIAS;
                if (p.role() != Parameter.Role.STATE) {
                    assertThat(Arrays.stream(network.values(p.name())).boxed())
                            .as(p.name())
                            .allMatch(v -> decays ? v < 1 && v > 0 : v == 1);
                }
            }
        }
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aWarmStepAllocatesNothing(Case optimizer) {
        Trainer trainer = trainer(network(1, 8), optimizer.decaying.apply(optimizer.rate))
                .clipNorm(1)
                .penalty(1e-4, 1e-4);
        Batch batch = trainer.batches(data).iterator().next();
        assertThat(Allocations.least(() -> trainer.step(batch))).isZero();
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void theSameBitsOnAnyNumberOfThreads(Case optimizer) {
        int wide = 200; // 40,000 weights of one layer, which threads share
        float[] alone = trained(1, wide, optimizer);
        assertThat(trained(2, wide, optimizer)).isEqualTo(alone);
        assertThat(trained(4, wide, optimizer)).isEqualTo(alone);
    }

    private float[] trained(int threads, int width, Case optimizer) {
        Network network = network(threads, width);
        trainer(network, optimizer.optimizer()).fit(data, new Epochs(1));
        return network.parameters().values();
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void refusesRatesAndDecaysOutOfRange(Case optimizer) {
        for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> optimizer.make.apply(rate))
                    .withMessageContaining("expects a learning rate above 0, such as 0.01, but got " + rate);
        }
    }

    /** Lets an optimizer do its work and keeps the arrays it works on. */
    private static final class Spy implements Optimizer {
        private final Optimizer real;
        Flat flat;

        Spy(Optimizer real) {
            this.real = real;
        }

        @Override
        public void update(Flat arrays, int from, int to, double learningRate, double decay, long step) {
            flat = arrays;
            real.update(arrays, from, to, learningRate, decay, step);
        }

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public double learningRate() {
            return real.learningRate();
        }

        @Override
        public int slots() {
            return real.slots();
        }

        @Override
        public double weightDecay() {
            return real.weightDecay();
        }
    }
}
