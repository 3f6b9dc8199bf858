package org.cellwise.notebook;

import java.util.Objects;
import org.cellwise.chart.plot.Range;
import org.cellwise.data.Source;
import org.cellwise.train.Progress;
import org.cellwise.train.Trainer;

/**
 * Training by buttons: play, pause, one epoch, and the learning rate, above the live curve. While it plays, other cells can be
 * run between its epochs.
 */
public final class TrainingPanel {
    private static final long SLICE = 200_000_000; // ns of training between two frames
    private static final Range POWERS = new Range(-5, 0);

    private final Trainer trainer;
    private final Source data;
    private final Control<Double> rate;
    private final LiveDisplay below = LiveDisplay.open();
    private boolean playing;
    private boolean waiting; // whether a slice is due

    private TrainingPanel(Trainer trainer, Source data) {
        this.trainer = trainer;
        this.data = data;
        double power = Math.log10(trainer.step().rate());
        double now = power >= POWERS.from() && power <= POWERS.to() ? power : -2;
        rate = Control.slider("learning rate, 10 to the power of", POWERS, now)
                .onChange(next -> trainer.learningRate(Math.pow(10, next)));
    }

    /** Shows it; the trainer's own live view ends with that. */
    public static void show(Trainer trainer, Source data) {
        Objects.requireNonNull(trainer, "trainingPanel expects a trainer, but got null");
        Objects.requireNonNull(data, "trainingPanel expects data, but got null");
        trainer.quiet();
        new TrainingPanel(trainer, data).show();
    }

    private void show() {
        Notebook.show(Widget.column(
                Widget.row(
                        Button.of("Play", this::play),
                        Button.of("Pause", () -> playing = false),
                        Button.of("One epoch", () -> train(0))),
                rate));
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
        do {
            progress = trainer.fit(data, 1);
        } while (progress.state() == Progress.State.FINISHED && System.nanoTime() < end);
        below.show(Frame.of(progress));
        return progress;
    }
}
