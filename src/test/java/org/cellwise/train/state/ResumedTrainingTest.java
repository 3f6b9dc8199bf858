package org.cellwise.train.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.train.Examples.dense;
import static org.cellwise.train.Examples.heaps;
import static org.cellwise.train.Examples.network;
import static org.cellwise.train.Examples.relu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.cellwise.data.Dataset;
import org.cellwise.layer.activation.Dropout;
import org.cellwise.layer.norm.BatchNorm;
import org.cellwise.train.Epochs;
import org.cellwise.train.Trainer;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.optimizer.Adagrad;
import org.cellwise.train.optimizer.Adam;
import org.cellwise.train.optimizer.Optimizer;
import org.cellwise.train.optimizer.RmsProp;
import org.cellwise.train.optimizer.Sgd;
import org.cellwise.train.schedule.Schedule;
import org.cellwise.train.schedule.Schedules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five epochs, a file, and five more in a process of another language are ten epochs, to the bit. */
class ResumedTrainingTest {
    private static final int HALF = 5;

    @TempDir
    private Path folder;

    private static Map<String, Supplier<Trainer>> trainings() {
        Map<String, Supplier<Trainer>> all = new LinkedHashMap<>();
        List<Optimizer> optimizers = List.of(
                new Sgd(0.1),
                new Sgd(0.1).momentum(0.9),
                new Sgd(0.1).nesterov(0.9).weightDecay(0.01),
                new Adam(0.01),
                new Adam(0.01).weightDecay(0.1),
                new RmsProp(0.01),
                new Adagrad(0.1));
        for (int i = 0; i < optimizers.size(); i++) {
            Optimizer optimizer = optimizers.get(i);
            all.put("optimizer-" + i, () -> trainer(optimizer, Schedules.constant()));
        }
        List<Schedule> schedules = List.of(
                Schedules.step(3, 0.5),
                Schedules.exponential(0.9),
                Schedules.cosine(8),
                Schedules.warmUp(7, Schedules.cosine(10)),
                Schedules.oneCycle(10),
                Schedules.reduceOnPlateau(0.5, 1));
        for (int i = 0; i < schedules.size(); i++) {
            Schedule schedule = schedules.get(i);
            all.put("schedule-" + i, () -> trainer(new Adam(0.05), schedule));
        }
        all.put(
                "accumulated",
                () -> trainer(new Adam(0.01), Schedules.constant()).accumulate(3));
        all.put("frozen", () -> {
            Trainer trainer = trainer(new Adam(0.01), Schedules.constant());
            trainer.network().freeze("dense_1", "batch_norm_1");
            return trainer;
        });
        return all;
    }

    private static Trainer trainer(Optimizer optimizer, Schedule schedule) {
        return new Trainer(
                        network(2, dense(6), new BatchNorm(), relu(), new Dropout(0.3), dense(3)),
                        Losses.crossEntropy(),
                        optimizer)
                .schedule(schedule)
                .batchSize(16);
    }

    private static Dataset rows() {
        return heaps(50);
    }

    /** The other process: goes on with each training, and saves it anew. */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        trainings().forEach((name, training) -> {
            Trainer trainer = training.get().load(folder.resolve(name));
            trainer.fit(rows(), heaps(20), new Epochs(HALF));
            trainer.save(folder.resolve(name));
        });
    }

    /** So that the loops are the same. */
    private static String modules() {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return vectors ? "jdk.incubator.vector" : "java.base";
    }

    @Test
    void inAnotherProcessAndLanguage() throws IOException, InterruptedException {
        trainings().forEach((name, training) -> {
            Trainer trainer = training.get();
            trainer.fit(rows(), heaps(20), new Epochs(HALF));
            trainer.save(folder.resolve(name));
        });
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Duser.language=fa",
                "-Duser.country=IR",
                "-Dcellwise.math=" + System.getProperty("cellwise.math", ""),
                "--add-modules=" + modules(),
                "-cp",
                System.getProperty("java.class.path"),
                ResumedTrainingTest.class.getName(),
                folder.toString()));
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        trainings().forEach((name, training) -> {
            Trainer whole = training.get();
            whole.fit(rows(), heaps(20), new Epochs(2 * HALF));
            Trainer cut = training.get().load(folder.resolve(name));
            assertThat(cut.network().parameters().values())
                    .as(name)
                    .isEqualTo(whole.network().parameters().values());
            assertThat(cut.history().stepLoss())
                    .as(name)
                    .isEqualTo(whole.history().stepLoss());
            assertThat(cut.history().stepLearningRate())
                    .as(name)
                    .isEqualTo(whole.history().stepLearningRate());
            assertThat(cut.history().validationLoss())
                    .as(name)
                    .isEqualTo(whole.history().validationLoss());
            assertThat(cut.receipt().settings())
                    .as(name)
                    .isEqualTo(whole.receipt().settings());
        });
    }
}
