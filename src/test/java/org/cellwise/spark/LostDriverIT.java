package org.cellwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.spark.SparkFunctions.onSpark;

import java.io.BufferedReader;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.sql.SparkSession;
import org.cellwise.train.Progress;
import org.cellwise.train.Trainer;
import org.cellwise.train.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver's process is killed in the middle of an epoch; another one goes on from what is kept, to the same bits. */
class LostDriverIT {
    private static final int EPOCHS = 6;
    private static final int STEPS = 10; // of an epoch
    private static final int EVERY = 3; // steps between two states

    /** A file system that Hadoop finds by the scheme of an address, as it finds HDFS and S3. */
    public static final class Kept extends RawLocalFileSystem {
        @Override
        public URI getUri() {
            return URI.create("kept:///");
        }
    }

    private static SparkSession session(String master) {
        SparkSession session = Sessions.of(master);
        session.sparkContext().hadoopConfiguration().set("fs.kept.impl", Kept.class.getName());
        return session;
    }

    @Test
    void anotherDriverGoesOnToTheSameBits(@TempDir Path folder) throws Exception {
        Process driver = Sessions.java(LostDriverIT.class, folder.toString());
        try (BufferedReader said = driver.inputReader()) {
            assertThat(said.readLine()).isEqualTo("in the middle");
        } finally {
            driver.destroyForcibly().waitFor();
        }
        assertThat(newest(folder)).isGreaterThan(STEPS).isLessThan(STEPS * EPOCHS);
        assertThat(newest(folder) % STEPS).as("in the middle of an epoch").isPositive();
        Trainer alone = SparkTrainerIT.trainer(12);
        alone.fit(SparkTrainerIT.table().all(), EPOCHS);
        Trainer next = SparkTrainerIT.trainer(12);
        Progress ended = fit(next, session("local[2]"), folder);
        assertThat(ended.state()).isEqualTo(Progress.State.FINISHED);
        SparkTrainerIT.assertSame(alone, next);
    }

    private static int newest(Path folder) {
        return Arrays.stream(folder.toFile().listFiles())
                .map(File::getName)
                .filter(name -> name.startsWith("step-"))
                .mapToInt(name -> Integer.parseInt(name.replaceAll("\\D", "")))
                .max()
                .orElse(0);
    }

    private static Progress fit(Trainer trainer, SparkSession session, Path folder) {
        return onSpark(trainer)
                .checkpoints("kept://" + folder, EVERY)
                .fit(SparkTrainerIT.spark(session, 2).all(), EPOCHS);
    }

    /** The driver that is killed: says when it has kept a state in the middle of an epoch, and waits. */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        Trainer trainer = SparkTrainerIT.trainer(12).listen(new TrainingListener() {
            @Override
            public void batchEnded(Progress now) {
                if (newest(folder) > STEPS && newest(folder) % STEPS > 0) {
                    System.out.println("in the middle");
                    sleep();
                }
            }
        });
        fit(trainer, session("local[1]"), folder);
    }

    private static void sleep() {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
