package org.cellwise.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.cellwise.train.Progress;
import org.cellwise.train.Trainer;
import org.cellwise.train.TrainingListener;

/** Tells the driver how training goes, and its state now and then; of all tasks the first does. */
final class Messenger implements TrainingListener {
    private static final long PAUSE_NS = 100_000_000;

    private final Trainer trainer;
    private final int task;
    private final Wire driver;
    private final Path file;
    private final int every;
    private long told;

    Messenger(Trainer trainer, int task, Wire driver, Path file, int every) {
        this.trainer = trainer;
        this.task = task;
        this.driver = driver;
        this.file = file;
        this.every = every;
    }

    private boolean isDue() {
        return every > 0 && trainer.history().steps() % every == 0;
    }

    @Override
    public boolean wantsBatch() {
        return isDue() || task == 0 && System.nanoTime() - told > PAUSE_NS;
    }

    @Override
    public void batchEnded(Progress progress) {
        if (isDue()) {
            trainer.checkpoint(); // on all tasks, which bring together what shards have measured
            if (task == 0) {
                tell(state());
            }
        }
        if (task == 0) {
            told = System.nanoTime();
            tell(new News(News.Kind.BATCH, task, News.of(progress)));
        }
    }

    @Override
    public void epochEnded(Progress progress) {
        if (task == 0) {
            tell(new News(News.Kind.EPOCH, task, News.of(trainer.history().last())));
            tell(state());
        }
    }

    private News state() {
        return new News(
                News.Kind.STATE,
                task,
                Map.of(
                        "steps",
                        trainer.history().steps(),
                        "epochs",
                        trainer.history().size()),
                bytes(trainer, file));
    }

    /** The trainer's file. */
    static byte[] bytes(Trainer trainer, Path file) {
        try {
            trainer.save(file);
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tell(News news) {
        try {
            driver.send(news.frame());
        } catch (IOException e) {
            throw new UncheckedIOException("the driver is gone", e);
        }
    }
}
