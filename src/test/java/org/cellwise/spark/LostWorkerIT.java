package org.cellwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.spark.SparkFunctions.onSpark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.cellwise.train.Progress;
import org.cellwise.train.Trainer;
import org.cellwise.train.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two workers of one core come to the bits of one trainer, and so does what is left when one of them is killed. */
class LostWorkerIT {
    @Test
    void twoWorkersAndOneThatIsLeftComeToTheSameBits(@TempDir Path folder) throws Exception {
        Trainer alone = SparkTrainerIT.trainer(12);
        alone.fit(SparkTrainerIT.table().all(), 3);
        Trainer longer = SparkTrainerIT.trainer(200);
        longer.fit(SparkTrainerIT.table().all(), 6);
        try (SparkCluster cluster = SparkCluster.start(2, 700)) {
            SparkSession session = Sessions.of(cluster.master());
            try {
                Sessions.awaitExecutors(session, 2);
                SparkRows rows = SparkTrainerIT.spark(session, 3).all();
                Trainer two = SparkTrainerIT.trainer(12);
                Progress progress = onSpark(two).fit(rows, 3);
                assertThat(progress.state()).isEqualTo(Progress.State.FINISHED);
                SparkTrainerIT.assertSame(alone, two);

                Trainer shrinking = SparkTrainerIT.trainer(200);
                List<Integer> killed = new ArrayList<>();
                shrinking.listen(new TrainingListener() {
                    @Override
                    public void batchEnded(Progress now) {
                        if (now.epoch() >= 2 && killed.isEmpty()) {
                            killed.add(now.batch());
                            kill(cluster);
                        }
                    }
                });
                Progress ended = onSpark(shrinking)
                        .checkpoints(folder.toUri().toString(), 3) // so that the driver hears of batches at any speed
                        .fit(rows, 6);
                assertThat(ended.state()).isEqualTo(Progress.State.FINISHED);
                assertThat(killed).hasSize(1);
                assertThat(killed.get(0)).as("in the middle of an epoch").isBetween(1, ended.batches() - 1);
                assertThat(session.sparkContext().statusTracker().getExecutorInfos())
                        .as("the driver and the worker that is left")
                        .hasSize(2);
                SparkTrainerIT.assertSame(longer, shrinking);
            } finally {
                session.stop();
            }
        }
    }

    private static void kill(SparkCluster cluster) {
        try {
            cluster.killWorker(0);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
