package org.cellwise.notebook;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.cellwise.train.Progress;
import org.cellwise.train.Trainer;
import org.cellwise.train.TrainingListener;

/**
 * Shows training as it goes in one place below the cell: a bar, the numbers, and the growing loss curve. The first frame
 * comes at once, and then at most four a second, on the thread that trains and for no more than a fiftieth of its time,
 * but for a short allowance while the code that draws is not compiled yet. The last frame is always sent and says how
 * training ended, so the saved notebook stands by itself. Nothing that fails here ends training.
 */
public final class LiveProgress implements TrainingListener {
    private static final long INTERVAL = 250_000_000; // ns, because a server drops what comes too fast
    private static final long ALLOWANCE = 500_000_000; // ns
    private static final int SHARE = 50;

    private final Supplier<LiveDisplay> displays;
    private final LongSupplier clock;
    private LiveDisplay display;
    private MimeBundle unsent; // a last frame that came when its cell was over; the next fit sends it
    private boolean shown;
    private boolean silent = true;
    private long lastFrame;
    private long lastCost;
    private long spent; // on frames, since the first one

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
        Publishing.guarded(() -> display = displays.get());
        send(progress);
        shown = !silent;
        spent = 0;
    }

    @Override
    public TrainingListener branched(Trainer branch) {
        return new LiveProgress(displays, clock);
    }

    @Override
    public boolean isDisplay() {
        return true;
    }

    @Override
    public boolean wantsBatch() {
        if (silent) {
            return false;
        }
        long now = clock.getAsLong();
        return now - lastFrame >= (spent <= ALLOWANCE ? INTERVAL : Math.max(INTERVAL, SHARE * lastCost));
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
        lastCost = lastFrame - start;
        spent += lastCost;
    }
}
