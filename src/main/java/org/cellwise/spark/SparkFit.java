package org.cellwise.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.cellwise.file.Fields;
import org.cellwise.tensor.Parameters;
import org.cellwise.train.DivergedException;
import org.cellwise.train.Epochs;
import org.cellwise.train.Progress;
import org.cellwise.train.Trainer;
import org.cellwise.train.state.History;
import scala.reflect.ClassTag$;

/** One call of {@code fit} on Spark: attempts, each from the newest state, until one comes to its end. */
final class SparkFit {
    private static final int MOST_LOSSES = 4; // of machines, without a new state in between
    private static final long LOOK_MS = 50;
    private static final long PATIENCE_NS = 60_000_000_000L; // for machines to come back
    private static final long GONE_NS = 3_000_000_000L; // before fewer machines are taken for all there are
    private static final long ROOM = 1 << 26; // bytes of a trainer's file besides its arrays

    private final Trainer trainer;
    private final JavaSparkContext context;
    private final SparkRows rows;
    private final SparkRows watched; // null for none
    private final TrainingTask.Order order;
    private final Checkpoints kept; // null for none
    private final int mostTasks;
    private final String remark;
    private final int first;
    private final int last;
    private final long began = System.nanoTime();
    private byte[] state;
    private int stateEpochs;
    private int losses;
    private boolean stopping;
    private int told; // epochs that the history has

    SparkFit(
            Trainer trainer,
            JavaSparkContext context,
            SparkRows rows,
            SparkRows watched,
            TrainingTask.Order order,
            Epochs epochs,
            Checkpoints kept,
            int mostTasks,
            String remark) {
        this.trainer = trainer;
        this.context = context;
        this.rows = rows;
        this.watched = watched;
        this.order = order;
        this.kept = kept;
        this.mostTasks = mostTasks;
        this.remark = remark;
        first = trainer.history().size() + 1;
        last = first + epochs.maximum() - 1;
    }

    Progress run() {
        if (kept != null && kept.newest() > trainer.history().steps()) {
            SavedNetwork.inFile(file -> {
                kept.read(kept.newest(), file);
                trainer.load(file);
                return null;
            });
        }
        if (trainer.history().size() >= last) {
            return progress(
                    Progress.State.FINISHED, last, 0, 0, Double.NaN, "the state in " + kept + " was there already");
        }
        state = SavedNetwork.inFile(file -> {
            trainer.save(file);
            return Files.readAllBytes(file);
        });
        stateEpochs = trainer.history().size();
        told = stateEpochs;
        trainer.tell(l -> l.started(progress(Progress.State.RUNNING, told + 1, 0, 0, Double.NaN, "")));
        Progress ended = null;
        try {
            while (ended == null) {
                ended = attempt();
            }
        } catch (RuntimeException e) {
            back();
            Progress failed = progress(Progress.State.FAILED, told, 0, 0, Double.NaN, String.valueOf(e.getMessage()));
            trainer.tell(l -> l.ended(failed));
            throw e;
        }
        Progress how = ended;
        trainer.tell(l -> l.ended(how));
        if (how.state() == Progress.State.DIVERGED) {
            throw new DivergedException(how.message());
        }
        return how;
    }

    /** One run of the tasks; null where a machine was lost and another is to follow. */
    private Progress attempt() {
        order.tasks = Math.min(order.shards, Math.min(mostTasks, awaitSlots()));
        order.epochs = last - stateEpochs;
        order.secret = Wire.secret();
        order.driverHost = context.getConf().get("spark.driver.host");
        Parameters parameters = trainer.network().parameters();
        long most = ROOM
                + 4L
                        * Float.BYTES
                        * parameters.size()
                        * (2 + trainer.optimizer().slots());
        if (!parameters.acquire()) {
            throw new IllegalStateException(
                    "fit expects a network that nothing else is training, but this one is: wait until that has ended");
        }
        Broadcast<byte[]> file = context.broadcast(state);
        JavaFutureAction<List<Integer>> job = null;
        try (Headquarters here =
                new Headquarters(order.driverHost, order.tasks, order.secret, Math.min(most, Integer.MAX_VALUE - 16))) {
            order.driverPort = here.port();
            job = tasks(file).collectAsync();
            News end = follow(here, job);
            if (end == null) {
                return null;
            }
            state = end.bytes();
            await(job);
            parameters.release();
            back();
            parameters.acquire();
            return progress(end, remark);
        } catch (IOException e) {
            throw new UncheckedIOException("The driver could not listen to its tasks: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Training was interrupted while it waited", e);
        } finally {
            if (job != null) {
                job.cancel(true);
            }
            if (parameters.isHeldHere()) {
                parameters.release();
            }
            file.destroy();
        }
    }

    private JavaRDD<Integer> tasks(Broadcast<byte[]> file) {
        JavaPairRDD<Integer, byte[]> blocks = rows.blocks(order.shards, 0);
        if (watched != null) {
            blocks = blocks.union(watched.blocks(order.shards, order.shards));
        }
        return blocks.partitionBy(new SparkRows.ByTask(order.shards, order.tasks))
                .rdd()
                .barrier()
                .mapPartitions(new TrainingTask(order, file), false, ClassTag$.MODULE$.apply(Integer.class))
                .toJavaRDD();
    }

    /** Listens to the tasks until training has ended; null where one was lost. */
    private News follow(Headquarters here, JavaFutureAction<List<Integer>> job) throws InterruptedException {
        long waiting = System.nanoTime();
        while (true) {
            stopping |= Thread.interrupted();
            if (stopping) {
                here.stop();
            }
            News news = here.next(LOOK_MS);
            if (news != null) {
                switch (news.kind()) {
                    case BATCH -> {
                        Progress now = progress(news, "");
                        trainer.tell(l -> {
                            if (l.wantsBatch()) {
                                l.batchEnded(now);
                            }
                        });
                    }
                    case PLACE -> {} // of no concern here
                    case EPOCH -> epoch(news);
                    case STATE -> keep(news);
                    case FAILURE ->
                        throw new IllegalArgumentException(news.fields().text("message"));
                    case LOST -> {
                        return lost(news.fields().text("message"));
                    }
                    case END -> {
                        if (news.task() == 0) {
                            return news;
                        }
                    }
                }
            } else if (job.isDone()) {
                return failed(job);
            } else if (here.members() < order.tasks && slots() < order.tasks) {
                if (System.nanoTime() - waiting > GONE_NS) {
                    return null; // fewer machines than when this began: begin with those that are there
                }
            } else {
                waiting = System.nanoTime();
            }
        }
    }

    private void epoch(News news) {
        History.Epoch epoch = news.epoch();
        if (epoch.number() > told) {
            told = epoch.number();
            trainer.history().add(epoch);
            trainer.tell(l -> l.epochEnded(progress(Progress.State.RUNNING, told, 0, 0, epoch.loss(), "")));
        }
    }

    private void keep(News news) {
        state = news.bytes();
        stateEpochs = (int) news.fields().whole("epochs");
        losses = 0;
        if (kept != null) {
            kept.write(news.fields().whole("steps"), state);
        }
    }

    /** The job ended though no task said so. */
    private News failed(JavaFutureAction<List<Integer>> job) throws InterruptedException {
        try {
            job.get();
            return lost("the job ended without a word");
        } catch (ExecutionException e) {
            String why = String.valueOf(e.getCause().getMessage());
            if (slots() < order.tasks || why.contains("ExecutorLost") || why.contains("Barrier")) {
                return lost(why);
            }
            throw new IllegalStateException("The job of Spark failed: " + why, e);
        }
    }

    private News lost(String why) {
        losses++;
        if (losses > MOST_LOSSES) {
            throw new IllegalStateException(
                    "Tasks were lost %s times without a new state in between, the last time since %s; the trainer has the state after epoch %s, and fit continues from there"
                            .formatted(losses, why, stateEpochs));
        }
        return null;
    }

    private static void await(JavaFutureAction<List<Integer>> job) throws InterruptedException {
        try {
            job.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return; // what counts was told
        }
    }

    /** How many tasks the machines run at once. */
    private int slots() {
        return context.sc()
                .maxNumConcurrentTasks(context.sc().resourceProfileManager().defaultResourceProfile());
    }

    private int awaitSlots() {
        long begin = System.nanoTime();
        int slots = slots();
        while (slots == 0 && System.nanoTime() - begin < PATIENCE_NS) {
            try {
                Thread.sleep(LOOK_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Training was stopped while it waited for machines", e);
            }
            slots = slots();
        }
        if (slots == 0) {
            throw new IllegalStateException(
                    "Training expects a machine that runs tasks, but none is there for a minute: start workers");
        }
        return slots;
    }

    /** Brings the newest state to the trainer. */
    private void back() {
        SavedNetwork.inFile(file -> {
            Files.write(file, state);
            return trainer.load(file);
        });
    }

    private Progress progress(News news, String also) {
        Fields said = news.fields();
        String message = said.text("message");
        return progress(
                Progress.State.valueOf(said.text("state")),
                (int) said.whole("epoch"),
                (int) said.whole("batch"),
                (int) said.whole("batches"),
                news.number("loss"),
                message + (message.isEmpty() || also.isEmpty() ? "" : "; ") + also);
    }

    private Progress progress(Progress.State how, int epoch, int batch, int batches, double loss, String message) {
        double seconds = (System.nanoTime() - began) * 1e-9;
        return new Progress(how, epoch, first, last, batch, batches, loss, seconds, trainer.history(), message);
    }
}
