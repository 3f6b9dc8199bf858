package org.cellwise.notebook;

import java.util.Objects;
import org.cellwise.data.Source;
import org.cellwise.train.Progress;
import org.cellwise.train.Trainer;

/**
 * Training by buttons: play, pause, one epoch, and the learning rate, above the live curve. While it plays, other cells can be
 * run between its epochs.
 */
public final class TrainingPanel {
    private static final long SLICE = 200_000_000; // ns of training between two frames

    private final Trainer trainer;
    private final Source data;
    private final Widget controls;
    private final LiveDisplay below = LiveDisplay.open();
    private boolean playing;
    private boolean waiting; // whether a slice is due

    private TrainingPanel(Trainer trainer, Source data) {
        this.trainer = trainer;
        this.data = data;
        double now = trainer.step().rate();
        Control<Double> rate =
                Control.powers("learning rate", -5, 0, now > 0 ? now : 0.01).onChange(trainer::learningRate);
        controls = Widget.column(
                Widget.row(
                        Button.of("Play", this::play),
                        Button.of("Pause", () -> playing = false),
                        Button.of("One epoch", () -> train(0))),
                rate);
    }

    /** Shows it; the trainer's own live view ends with that. */
    public static void show(Trainer trainer, Source data) {
        Objects.requireNonNull(trainer, "trainingPanel expects a trainer, but got null");
        Objects.requireNonNull(data, "trainingPanel expects data, but got null");
        trainer.quiet();
        new TrainingPanel(trainer, data).show();
    }

    private void show() {
        Notebook.show(controls);
        below.show(MimeBundle.text(
                "Not trained by this panel yet. " + trainer.history().size() + " epochs so far."));
    }

    private void play() {
        playing = true;
        next();
    }

    private void next() {
        if (!waiting) {
            waiting = true;
            Kernel.running().flatMap(Kernel::widgets).ifPresent(host -> host.whenIdle(this::slice));
        }
    }

    private void slice() {
        waiting = false;
        if (playing) {
            playing = false; // unless training ends well
            Progress progress = train(SLICE);
            playing = progress.state() == Progress.State.FINISHED;
            if (playing) {
                next();
            }
        }
    }

    /** Whole epochs, at least one, for about this time. */
    private Progress train(long nanos) {
        long end = System.nanoTime() + nanos;
        Progress progress;
        try {
            do {
                progress = trainer.fit(data, 1);
            } while (progress.state() == Progress.State.FINISHED && System.nanoTime() < end);
        } catch (RuntimeException | Error e) {
            controls.show(
                    below,
                    MimeBundle.text("Training failed: " + e.getMessage())); // while it plays a page shows nothing else
            throw e;
        }
        controls.show(below, Frame.of(progress));
        return progress;
    }
}
