package org.cellwise.notebook;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.cellwise.train.Progress;
import org.cellwise.train.TrainingListener;

/**
 * Shows training as it goes in one place below the cell: a bar, the numbers, and the growing loss curve. At most four
 * times a second, on the thread that trains, and never for more than a hundredth of its time, but for the first frame and
 * the last. The last frame is always
 * sent and says how training ended, so the saved notebook stands by itself. Nothing that fails here ends training.
 */
public final class LiveProgress implements TrainingListener {
    private static final long INTERVAL = 250_000_000; // ns, because a server drops what comes too fast
    private static final int SHARE = 100;

    private final Supplier<LiveDisplay> displays;
    private final LongSupplier clock;
    private LiveDisplay display;
    private MimeBundle unsent; // a last frame that came when its cell was over; the next fit sends it
    private boolean shown;
    private boolean silent = true;
    private long lastFrame;
    private long interval = INTERVAL;

    /** Shows in the running notebook, and nowhere without one. */
    public LiveProgress() {
        this(LiveDisplay::open, System::nanoTime);
    }

    LiveProgress(Supplier<LiveDisplay> displays, LongSupplier clock) {
        this.displays = displays;
        this.clock = clock;
    }

    @Override
    public void started(Progress progress) {
        if (unsent != null) {
            display.show(unsent);
            unsent = null;
        }
        shown = false;
        silent = false;
        interval = INTERVAL;
        Publishing.guarded(() -> display = displays.get());
        send(progress);
        shown = !silent;
    }

    @Override
    public boolean wantsBatch() {
        return !silent && clock.getAsLong() - lastFrame >= interval;
    }

    @Override
    public void batchEnded(Progress progress) {
        send(progress);
    }

    @Override
    public void epochEnded(Progress progress) {
        if (wantsBatch()) {
            send(progress);
        }
    }

    @Override
    public void ended(Progress progress) {
        if (shown) {
            Publishing.guarded(() -> {
                MimeBundle last = Frame.of(progress);
                unsent = !silent && display.show(last) ? null : last;
            });
        }
        silent = true;
    }

    // after one failure no more is tried in this fit
    private void send(Progress progress) {
        long start = clock.getAsLong();
        boolean[] sent = {false};
        Publishing.guarded(() -> sent[0] = display.show(Frame.of(progress)));
        silent = !sent[0];
        lastFrame = clock.getAsLong();
        interval = Math.max(INTERVAL, SHARE * (lastFrame - start));
    }
}
