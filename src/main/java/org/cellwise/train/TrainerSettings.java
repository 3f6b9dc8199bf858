package org.cellwise.train;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cellwise.data.Source;
import org.cellwise.math.Seed;
import org.cellwise.network.Network;
import org.cellwise.network.Reading;
import org.cellwise.text.Names;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.metric.Metric;
import org.cellwise.train.metric.Metrics;
import org.cellwise.train.optimizer.Optimizer;
import org.cellwise.train.schedule.Schedule;
import org.cellwise.train.state.History;

/** What a {@link Trainer} trains, and how: its setters. */
abstract class TrainerSettings {
    private static final int BATCH_SIZE = 32;

    final Network network;
    final Step step;
    final List<TrainingListener> listeners = new CopyOnWriteArrayList<>(); // one may add another while it is told
    int batchSize = BATCH_SIZE;
    Seed seed;
    private List<Metric> metrics;
    private boolean cachesFrozen;
    private boolean unfreezes;

    TrainerSettings(Network network, Loss loss, Optimizer optimizer) {
        this.network = Objects.requireNonNull(network, "A trainer expects a network, but got null");
        Objects.requireNonNull(optimizer, "A trainer expects an optimizer, but got null");
        Objects.requireNonNull(loss, "A trainer expects a loss, but got null");
        step = new Step(network, loss, optimizer);
        seed = Seed.DEFAULT;
        step.state().seed(seed);
    }

    /** Refuses a setting that would change under a training. */
    private void set(String setter) {
        Claim.checkNotElsewhere(setter, network);
    }

    final Trainer self() {
        return (Trainer) this;
    }

    /**
     * Rows a step learns from at once; {@value #BATCH_SIZE} unless set.
     *
     * @throws IllegalArgumentException if that is not at least one
     */
    public Trainer batchSize(int rows) {
        set("batchSize");
        batchSize = atLeastOne("batchSize", "row", rows);
        return self();
    }

    /** Rows a step learns from at once. */
    public int batchSize() {
        return batchSize;
    }

    /**
     * Moves the weights only after so many batches, along the mean gradient of their rows: large batches in little memory.
     *
     * @throws IllegalArgumentException if that is not at least one
     * @throws IllegalStateException if another thread is training the network
     * @throws DivergedException if batches were gathered and weights are not finite after the move along them
     */
    public Trainer accumulate(int batches) {
        set("accumulate");
        atLeastOne("accumulate", "batch", batches);
        step.move();
        step.accumulate(batches);
        return self();
    }

    /**
     * Deals the rows out to so many shards; a step takes its part of each, computes the gradients of each by itself, and
     * adds them in the order of the shards. Where a row belongs follows from its own numbers. So the weights depend, bit
     * for bit, on the number of shards and no longer on the order of the rows, nor on which machines compute which shards:
     * it is what training on several does, on one. Each shard draws its own random numbers, and layers that look at a
     * batch as a whole, such as batchNorm(), and losses of pairs see the rows of a shard alone; running means
     * become the mean of those of the shards.
     *
     * @param number 1 for batches as a whole, as it is unless set
     * @throws IllegalArgumentException if that is not at least one
     * @throws IllegalStateException if another thread is training the network
     * @throws DivergedException if batches were gathered and weights are not finite after the move along them
     */
    public Trainer shards(int number) {
        set("shards");
        atLeastOne("shards", "shard", number);
        step.move();
        step.shard(number == 1 ? null : new Sharding.Alone(number, network.compute()));
        return self();
    }

    /** How many shards a step has; 1 for batches as a whole. */
    public int shards() {
        return step.sharding() == null ? 1 : step.sharding().team().shards();
    }

    /**
     * For training on several machines: computes the shards with others, each of which has a trainer of the same network
     * and settings, and its rows as {@link org.cellwise.data.ShardedRows#some}.
     */
    public Trainer team(Team team) {
        step.move();
        step.shard(Objects.requireNonNull(team, "team expects who computes the shards, but got null"));
        return self();
    }

    private static int atLeastOne(String setter, String unit, int number) {
        if (number < 1) {
            throw new IllegalArgumentException(setter + " expects at least 1 " + unit + ", but got " + number);
        }
        return number;
    }

    /** Where the order of batches, and all else that is random in training, starts. */
    public final Trainer seed(Seed start) {
        set("seed");
        seed = Objects.requireNonNull(start, "seed expects a seed such as seed(42), but got null");
        step.state().seed(seed);
        return self();
    }

    /**
     * What to measure after each epoch; accuracy on data with classes unless set.
     *
     * @throws IllegalArgumentException if two have the same name
     */
    public Trainer metrics(Metric... chosen) {
        set("metrics");
        if (chosen == null || Stream.of(chosen).anyMatch(Objects::isNull)) {
            throw new NullPointerException(
                    "metrics expects metrics such as accuracy(), but got null; without any, none is" + " measured");
        }
        long names = Stream.of(chosen).map(Metric::name).distinct().count();
        if (names < chosen.length) {
            throw new IllegalArgumentException("metrics expects metrics of different names, but got "
                    + Names.list(Stream.of(chosen).map(Metric::name).toList()));
        }
        metrics = List.of(chosen);
        return self();
    }

    /** What was asked for; null where nothing was. */
    List<Metric> metrics() {
        return metrics;
    }

    List<Metric> metricsFor(Source data) {
        return metrics != null ? metrics : suited(data);
    }

    /** What is measured where nothing else was asked for: accuracy where outputs stand for classes. */
    private List<Metric> suited(Source data) {
        boolean classes = data.schema().classification() && loss().reads() != Reading.LABELS;
        return classes ? List.of(Metrics.accuracy()) : List.of();
    }

    /** Adds a listener, which follows training. */
    public Trainer listen(TrainingListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listen expects a listener, but got null"));
        return self();
    }

    /** Adds a function that is given the progress after each epoch: {@code trainer.listen(p -> …)}. */
    public Trainer listen(Consumer<Progress> afterEpoch) {
        Objects.requireNonNull(afterEpoch, "listen expects a function, but got null");
        return listen(new TrainingListener() {
            @Override
            public boolean wantsBatch() {
                return false;
            }

            @Override
            public void epochEnded(Progress progress) {
                afterEpoch.accept(progress);
            }
        });
    }

    /** Shows nothing below the cell while it trains. */
    public Trainer quiet() {
        set("quiet");
        listeners.removeIf(TrainingListener::isDisplay);
        return self();
    }

    /**
     * Another learning rate from the next step on; what the optimizer remembers stays.
     *
     * @throws IllegalArgumentException if it is not above 0
     */
    public Trainer learningRate(double rate) {
        set("learningRate");
        step.learningRate(Optimizer.checkLearningRate("learningRate", rate));
        return self();
    }

    /**
     * Another learning rate for some layers, as a part or a multiple of that of the others: {@code
     * trainer.layerRate("conv2d_*", 0.1)} moves what was learned elsewhere more gently than a new head (Howard and Ruder,
     * 2018). 1 is the rate of all others.
     *
     * @param layers a name, or a pattern in which a star stands for any letters
     * @throws IllegalArgumentException if there is no such layer, or the factor is below 0 or not finite
     */
    public Trainer layerRate(String layers, double factor) {
        set("layerRate");
        if (!(factor >= 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException(
                    "layerRate expects a factor of 0 or more, such as 0.1, but got " + factor);
        }
        network.layersLike(layers).forEach(layer -> step.updater().rate(layer.parameters(), factor));
        return self();
    }

    /**
     * Lets frozen layers learn one after the other: after so many epochs the first of these, after as many more the next
     * (Howard and Ruder, 2018): {@code trainer.unfreezeEvery(2, "dense_2", "dense_1")}.
     *
     * @param layers names or patterns, the first to learn first; usually those near the output
     * @throws IllegalArgumentException if there is no such layer, or no epoch
     */
    public Trainer unfreezeEvery(int epochs, String... layers) {
        atLeastOne("unfreezeEvery", "epoch", epochs);
        for (String layer : layers) {
            network.layersLike(layer);
        }
        unfreezes = true;
        return listen(new TrainingListener() {
            @Override
            public boolean wantsBatch() {
                return false;
            }

            @Override
            public void epochEnded(Progress progress) {
                for (int i = 0; i < Math.min(layers.length, history().size() / epochs); i++) {
                    network.unfreeze(layers[i]);
                }
            }

            @Override
            public TrainingListener branched(Trainer branch) {
                branch.unfreezeEvery(epochs, layers);
                return null;
            }
        });
    }

    /**
     * Computes once what the frozen layers at the beginning put out for the rows of a {@code fit}, so that its epochs cost
     * only the layers after them: the same numbers, for memory. Layers with dropout, and those of your own, end what is kept.
     */
    public Trainer cacheFrozen() {
        set("cacheFrozen");
        cachesFrozen = true;
        return self();
    }

    final boolean unfreezes() {
        return unfreezes;
    }

    final boolean cachesFrozen() {
        return cachesFrozen;
    }

    /** How the learning rate changes over training; it stays the same unless set. */
    public Trainer schedule(Schedule course) {
        set("schedule");
        Objects.requireNonNull(
                course,
                "schedule expects a schedule such as cosineDecay(10), but got null; constant() is that of always");
        step.schedule(course);
        return self();
    }

    /**
     * Scales the gradient of all weights down to this length where it is longer (Pascanu et al., 2013).
     *
     * @throws IllegalArgumentException if it is not above 0
     */
    public Trainer clipNorm(double maximum) {
        set("clipNorm");
        step.updater().gradients().clipNorm(positive("clipNorm", maximum));
        return self();
    }

    /**
     * Cuts each number of the gradient to this size.
     *
     * @throws IllegalArgumentException if it is not above 0
     */
    public Trainer clipValue(double maximum) {
        set("clipValue");
        step.updater().gradients().clipValue(positive("clipValue", maximum));
        return self();
    }

    private static double positive(String setter, double number) {
        if (!(number > 0)) {
            throw new IllegalArgumentException(setter + " expects a number above 0, but got " + number);
        }
        return number;
    }

    /**
     * Adds l1 Σ|w| + l2/2 Σw² over the weights to what training makes small; the losses reported are without it. Biases
     * and the scales and shifts of norms are left out unless {@link #decayBiases} is set.
     *
     * @throws IllegalArgumentException if one is below 0 or not finite
     */
    public Trainer penalty(double l1, double l2) {
        set("penalty");
        if (!(l1 >= 0 && l2 >= 0 && Double.isFinite(l1 + l2))) {
            throw new IllegalArgumentException(
                    "penalty expects finite numbers from 0, but got l1 " + l1 + " and l2 " + l2);
        }
        step.updater().gradients().penalty(l1, l2);
        return self();
    }

    /** Lets weight decay and penalties touch biases and norms too, as PyTorch's do. */
    public Trainer decayBiases() {
        set("decayBiases");
        step.updater().decayAll(true);
        return self();
    }

    public Network network() {
        return network;
    }

    public Loss loss() {
        return step.loss();
    }

    public Optimizer optimizer() {
        return step.optimizer();
    }

    /** What was measured so far, over all calls of {@code fit} and loops over {@code batches}; any thread may read it. */
    public History history() {
        return step.state().history();
    }

    /** Has another trainer, whose layers are called the same, train as this one does. */
    final void settle(Trainer other) {
        TrainerSettings its = other;
        its.batchSize = batchSize;
        its.seed = seed;
        its.metrics = metrics;
        its.cachesFrozen = cachesFrozen;
        its.step.learningRate(step.learningRate());
        its.step.schedule(step.schedule());
        its.step.accumulate(step.accumulated());
        its.step.updater().like(step.updater());
        its.shards(shards());
        for (TrainingListener listener : List.copyOf(listeners)) {
            TrainingListener same = listener.branched(other);
            if (same != null) {
                other.listen(same);
            }
        }
    }

    /** All that makes two runs differ, in words. */
    String settings() {
        String layers = network.layers().stream()
                .map(layer -> layer.name() + " " + layer.layer() + " " + layer.output() + " " + layer.trainable())
                .collect(Collectors.joining(", "));
        return "%s; %s; %s, batches of %s, %s epochs, %s steps"
                .formatted(
                        network.inputShape(),
                        layers,
                        step,
                        batchSize,
                        history().size(),
                        history().steps());
    }

    @Override
    public String toString() {
        return "Trainer with %s, %s at %s, batches of %s; %s"
                .formatted(loss().name(), optimizer().name(), step.rate(), batchSize, history());
    }
}
