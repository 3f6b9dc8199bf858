package org.cellwise.train;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.cellwise.train.Examples.afterBatch;
import static org.cellwise.train.Examples.classifier;
import static org.cellwise.train.Examples.heaps;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cellwise.Cellwise;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.math.Seed;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.metric.Metric;
import org.cellwise.train.optimizer.Adam;
import org.cellwise.train.schedule.Schedules;
import org.cellwise.train.state.Checkpoint;
import org.cellwise.train.state.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What else is called while a network trains, on its thread and on another. */
class BesideAFitTest {
    private final Dataset data = heaps(50);

    private static Trainer trainer() {
        return new Trainer(classifier(), Losses.crossEntropy(), new Adam(0.01)).batchSize(16);
    }

    private static float[] trained(Dataset data) {
        Trainer trainer = trainer();
        trainer.fit(data, 5);
        return trainer.network().parameters().values();
    }

    @Test
    void anotherThreadIsRefusedAndChangesNothing(@TempDir Path folder) throws InterruptedException {
        Trainer trainer = trainer();
        Checkpoint before = trainer.checkpoint();
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch tried = new CountDownLatch(1);
        trainer.listen(afterBatch(p -> {
            running.countDown();
            await(tried);
        }));
        Thread fit = new Thread(() -> trainer.fit(data, 5));
        fit.start();
        running.await();
        Batch batch = data.batch(0, 1, 2);
        Map<String, ThrowingCallable> calls = Map.ofEntries(
                entry("evaluate", () -> trainer.evaluate(data)),
                entry("checkpoint", trainer::checkpoint),
                entry("batches", () -> trainer.batches(data).iterator()),
                entry("save", () -> trainer.save(folder.resolve("file"))),
                entry("step", () -> trainer.step(batch)),
                entry("gradients", () -> trainer.step().gradients(batch)),
                entry("restore", () -> trainer.restore(before)),
                entry("rewind", () -> trainer.rewind(0)),
                entry("fit", () -> trainer.fit(data, 1)),
                entry("seed", () -> trainer.seed(new Seed(5))),
                entry("batchSize", () -> trainer.batchSize(3)),
                entry("metrics", () -> trainer.metrics(new Metric[0])),
                entry("learningRate", () -> trainer.learningRate(0.5)),
                entry("layerRate", () -> trainer.layerRate("*", 0.5)),
                entry("schedule", () -> trainer.schedule(Schedules.cosine(2))),
                entry("clipNorm", () -> trainer.clipNorm(1e-3)),
                entry("clipValue", () -> trainer.clipValue(1e-3)),
                entry("penalty", () -> trainer.penalty(1, 1)),
                entry("decayBiases", trainer::decayBiases),
                entry("quiet", trainer::quiet),
                entry("findLearningRate", () -> trainer.findLearningRate(data)),
                entry("diagnose", () -> Cellwise.diagnose(trainer, data)),
                entry("cacheFrozen", trainer::cacheFrozen),
                entry("accumulate", () -> trainer.accumulate(2)),
                entry("shards", () -> trainer.shards(2)));
        Map<String, ThrowingCallable> hands = Map.of(
                "setValues", () -> trainer.network().setValues("dense_1.bias", 1),
                "setWeights", () -> trainer.network().setWeights("dense_1", new double[0][]),
                "freeze", () -> trainer.network().freeze(),
                "unfreeze", () -> trainer.network().unfreeze());
        try {
            hands.forEach((who, call) -> assertThatIllegalStateException()
                    .as(who)
                    .isThrownBy(call)
                    .withMessageContaining(who + " expects weights at rest"));
            calls.forEach((who, call) -> assertThatIllegalStateException()
                    .as(who)
                    .isThrownBy(call)
                    .withMessageContaining(who + " expects")
                    .withMessageContaining("being trained by another fit"));
        } finally {
            tried.countDown();
        }
        fit.join();
        assertThat(trainer.network().parameters().values()).isEqualTo(trained(data));
        assertThat(folder).isEmptyDirectory();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aListenerMayMeasureAndSave(@TempDir Path folder) {
        Trainer trainer = trainer();
        List<Double> losses = new ArrayList<>();
        trainer.listen(afterBatch(p -> losses.add(trainer.evaluate(heaps(20)).get("loss"))));
        trainer.listen(p -> trainer.save(folder.resolve("epoch " + p.epoch())));
        trainer.fit(data, 5);
        assertThat(losses).hasSize(20);
        assertThat(trainer.network().parameters().values()).isEqualTo(trained(data));
        Trainer other = trainer().load(folder.resolve("epoch 3"));
        other.fit(data, 2);
        assertThat(other.network().parameters().values()).isEqualTo(trained(data));
    }

    @Test
    void aListenerMayNotTrain() {
        Trainer trainer = trainer();
        List<String> refusals = new ArrayList<>();
        trainer.listen(p -> {
            for (Runnable call : List.<Runnable>of(
                    () -> trainer.fit(data, 1),
                    () -> trainer.batches(data).iterator(),
                    () -> trainer.rewind(0),
                    () -> trainer.findLearningRate(data))) {
                try {
                    call.run();
                } catch (IllegalStateException e) {
                    refusals.add(e.getMessage());
                }
            }
        });
        trainer.fit(data, 1);
        assertThat(refusals).hasSize(4).allMatch(m -> m.contains("being trained by another fit"));
    }

    @Test
    void aListenerMayAddAnother() {
        Trainer trainer = trainer();
        List<Integer> told = new ArrayList<>();
        trainer.listen(p -> trainer.listen(q -> told.add(q.epoch())));
        trainer.fit(data, 3);
        assertThat(told).contains(3);
    }

    /** Rather than a mean over weights of many moments. */
    @Test
    void aFitThatBeginsMeanwhileEndsAMeasurement() {
        Trainer trainer = trainer();
        double expected = trainer.evaluate(data).get("loss");
        Thread fit = new Thread(() -> trainer.fit(data, 1));
        Metric meanwhile = Cellwise.metric("meanwhile", predictions -> {
            fit.start();
            joined(fit);
            return 1;
        });
        assertThatIllegalStateException()
                .isThrownBy(() -> trainer.evaluate(data, meanwhile))
                .withMessageContaining("another fit began")
                .withMessageContaining("network.copy()");
        assertThat(trainer.history().size()).isEqualTo(1);
        trainer.rewind(0);
        assertThat(trainer.evaluate(data).get("loss")).isEqualTo(expected);
    }

    private static void joined(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void twoThreadsMayMeasureAtOnce() throws InterruptedException {
        Trainer trainer = trainer();
        double expected = trainer.evaluate(data).get("loss");
        AtomicBoolean wrong = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            int rows = 20 + t;
            double own = trainer.evaluate(heaps(rows)).get("loss");
            threads.add(new Thread(() -> {
                for (int i = 0; i < 200; i++) {
                    wrong.compareAndSet(false, trainer.evaluate(heaps(rows)).get("loss") != own);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(wrong).isFalse();
        assertThat(trainer.evaluate(data).get("loss")).isEqualTo(expected);
    }

    @Test
    void theHistoryCanBeReadAtAnyTime() throws InterruptedException {
        Trainer trainer = trainer().batchSize(1);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        AtomicBoolean done = new AtomicBoolean();
        Thread reader = new Thread(() -> {
            try {
                while (!done.get()) {
                    History history = trainer.history();
                    for (History.Epoch epoch : history.epochs()) {
                        assertThat(epoch).isNotNull();
                    }
                    assertThat(history.loss()).doesNotContain(Double.NaN); // a rewind may come before the next line
                    assertThat(history.stepLoss()).doesNotContain(Double.NaN);
                    assertThat(history.stepLearningRate()).doesNotContain(Double.NaN);
                    assertThat(history.toString()).startsWith("History of ");
                    assertThat(trainer.toString()).isNotEmpty();
                }
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        reader.start();
        for (int round = 0; round < 40; round++) {
            trainer.fit(data, 20);
            trainer.rewind(Math.max(0, trainer.history().size() - 15));
        }
        done.set(true);
        reader.join();
        assertThat(failure.get()).isNull();
    }

    @Test
    void aListOfEpochsStaysAsItWas() {
        Trainer trainer = trainer();
        trainer.fit(data, 3);
        List<History.Epoch> three = trainer.history().epochs();
        List<History.Epoch> copy = List.copyOf(three);
        trainer.fit(data, 2);
        trainer.rewind(1).learningRate(0.3).fit(data, 4);
        assertThat(three).isEqualTo(copy);
    }
}
