package org.cellwise.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellwise.train.Progress;
import org.cellwise.train.Progress.State;
import org.cellwise.train.state.Histories;
import org.cellwise.train.state.History;
import org.junit.jupiter.api.Test;

class LiveProgressTest {
    private static final long MS = 1_000_000;

    private final List<List<MimeBundle>> opened = new ArrayList<>();
    private long now;
    private boolean works = true;
    private long costOfAFrame;
    private final LiveProgress live = new LiveProgress(this::open, () -> now);

    private LiveDisplay open() {
        List<MimeBundle> frames = new ArrayList<>();
        opened.add(frames);
        return content -> {
            now += costOfAFrame;
            if (works) {
                frames.add(content);
            }
            return works;
        };
    }

    @Test
    void theFirstFrameComesAtOnceAndTheNextAfterAQuarterOfASecond() {
        live.started(progress(State.RUNNING, 1, 0));
        assertThat(live.wantsBatch()).isFalse();
        now += 249 * MS;
        assertThat(live.wantsBatch()).isFalse();
        now += 1 * MS;
        assertThat(live.wantsBatch()).isTrue();
        live.batchEnded(progress(State.RUNNING, 1, 5));
        assertThat(live.wantsBatch()).isFalse();
        live.epochEnded(progress(State.RUNNING, 1, 10));
        assertThat(opened.get(0)).hasSize(2);
    }

    @Test
    void aMillionQuickBatchesAreFourFramesASecond() {
        live.started(progress(State.RUNNING, 1, 0));
        for (int batch = 0; batch < 1_000_000; batch++) {
            now += 1_000; // a microsecond each
            if (live.wantsBatch()) {
                live.batchEnded(progress(State.RUNNING, 1, 5));
            }
        }
        live.ended(progress(State.FINISHED, 1, 10));
        assertThat(opened.get(0)).hasSize(1 + 4 + 1);
    }

    @Test
    void whereFramesAreExpensiveTheyAreFewerAfterAFew() {
        costOfAFrame = 100 * MS;
        live.started(progress(State.RUNNING, 1, 0));
        int frames = 0;
        long end = now + 100_000 * MS;
        while (now < end) {
            now += 10 * MS;
            if (live.wantsBatch()) {
                live.batchEnded(progress(State.RUNNING, 1, 5));
                frames++;
            }
        }
        assertThat(frames).isBetween(20, 26); // a fiftieth of 100 s, and 0.5 s
    }

    @Test
    void aSlowFirstFrameDoesNotDelayTheNext() {
        costOfAFrame = 300 * MS; // nothing is compiled yet
        live.started(progress(State.RUNNING, 1, 0));
        costOfAFrame = 30 * MS;
        for (int frame = 0; frame < 4; frame++) {
            now += 250 * MS;
            assertThat(live.wantsBatch()).isTrue();
            live.batchEnded(progress(State.RUNNING, 1, 5));
        }
        assertThat(opened.get(0)).hasSize(5);
    }

    @Test
    void onceFramesAreCheapTheyComeOftenWhateverTheFirstOnesTook() {
        costOfAFrame = 40 * MS;
        live.started(progress(State.RUNNING, 1, 0));
        for (int millis = 0; millis < 6_000; millis++) {
            now += MS;
            if (live.wantsBatch()) {
                live.batchEnded(progress(State.RUNNING, 1, 5));
            }
        }
        costOfAFrame = MS;
        now += 4_000 * MS;
        live.batchEnded(progress(State.RUNNING, 1, 5));
        for (int frame = 0; frame < 20; frame++) {
            now += 250 * MS;
            assertThat(live.wantsBatch()).isTrue();
            live.batchEnded(progress(State.RUNNING, 1, 5));
        }
    }

    @Test
    void theFirstSecondsSayNothingOfTheTimeLeft() {
        History none = Histories.of(new double[0], new double[0]);
        live.started(new Progress(State.RUNNING, 1, 1, 10, 0, 10, Double.NaN, 0, none, ""));
        live.batchEnded(new Progress(State.RUNNING, 1, 1, 10, 1, 10, 0.3, 1.5, none, ""));
        live.batchEnded(new Progress(State.RUNNING, 1, 1, 10, 9, 10, 0.3, 3, none, ""));
        assertThat(opened.get(0).get(1).plain()).doesNotContain("left");
        assertThat(opened.get(0).get(2).plain()).endsWith("about 30 s left");
    }

    @Test
    void aFailedFitSaysItOnceAndShowsNoEmptyChart() {
        History none = Histories.of(new double[0], new double[0]);
        live.started(progress(State.RUNNING, 1, 0));
        live.ended(new Progress(State.FAILED, 1, 1, 10, 0, 10, Double.NaN, 0.2, none, "dense_1 expects 3 features"));
        MimeBundle last = opened.get(0).get(1);
        assertThat(last.plain()).isEqualTo("Failed at epoch 1, batch 0 of 10: the error below says why — 0.2 s");
        assertThat(last.data().get("text/html")).doesNotContain("<img").doesNotContain("expects");
    }

    @Test
    void theLastFrameIsAlwaysSentAndStandsByItself() {
        live.started(progress(State.RUNNING, 1, 0));
        live.ended(progress(State.FINISHED, 3, 10));
        MimeBundle last = opened.get(0).get(1);
        assertThat(last.plain())
                .isEqualTo("Trained epochs 1 to 3 — loss 0.25, validation loss 0.4, accuracy 0.52, 4.5 s");
        assertThat(last.data().get("text/html"))
                .startsWith("<div><b>Trained epochs 1 to 3</b>")
                .contains("<img src=\"data:image/svg+xml;base64,")
                .doesNotContain("style=")
                .doesNotContain("<script");
        live.epochEnded(progress(State.RUNNING, 3, 10));
        assertThat(live.wantsBatch()).isFalse();
        assertThat(opened.get(0)).hasSize(2);
    }

    @Test
    void aRunningFrameSaysWhereItStands() {
        live.started(progress(State.RUNNING, 2, 4));
        assertThat(opened.get(0).get(0).plain())
                .isEqualTo(
                        "Epoch 2 of 10 — batch 4 of 10, loss 0.3, epoch 1: loss 1, validation loss 1.1, accuracy 0.5,"
                                + " about 28 s left");
    }

    @Test
    void anInterruptSaysHowToGoOn() {
        assertThat(last(State.INTERRUPTED, 2, 4, "").plain())
                .startsWith("Interrupted at epoch 2, batch 4 of 10: run fit again to continue — ");
    }

    @Test
    void whyTrainingEndedIsSaidOnceAndEscaped() {
        assertThat(last(State.DIVERGED, 2, 4, "the loss is NaN").plain())
                .startsWith("Diverged at epoch 2, batch 4 of 10: the error below says why — "); // fit throws it
        assertThat(last(State.FAILED, 2, 4, "out of luck").plain())
                .startsWith("Failed at epoch 2, batch 4 of 10: the error below says why — ");
        MimeBundle frame = last(State.STOPPED_EARLY, 3, 10, "no better for 5 epochs of <b>");
        assertThat(frame.plain()).startsWith("Stopped early after epoch 3: no better for 5 epochs of <b>");
        assertThat(frame.data().get("text/html")).contains("&lt;b&gt;").doesNotContain("of <b>");
    }

    @Test
    void eachFitHasAPlaceOfItsOwn() {
        live.started(progress(State.RUNNING, 1, 0));
        live.ended(progress(State.FINISHED, 3, 10));
        live.started(progress(State.RUNNING, 4, 0));
        assertThat(opened).hasSize(2);
        assertThat(opened.get(1)).hasSize(1);
    }

    @Test
    void afterOneFailureThereIsSilence() {
        live.started(progress(State.RUNNING, 1, 0));
        works = false;
        now += 250 * MS;
        live.batchEnded(progress(State.RUNNING, 1, 5));
        works = true;
        now += 10_000 * MS;
        assertThat(live.wantsBatch()).isFalse();
        live.epochEnded(progress(State.RUNNING, 1, 10));
        assertThat(opened.get(0)).hasSize(1);
    }

    @Test
    void aLastFrameThatComesAfterItsCellIsSentByTheNextFit() {
        live.started(progress(State.RUNNING, 1, 0));
        works = false;
        live.ended(progress(State.INTERRUPTED, 2, 4));
        assertThat(opened.get(0)).hasSize(1);
        works = true;
        live.started(progress(State.RUNNING, 2, 4));
        assertThat(opened.get(0).get(1).plain()).startsWith("Interrupted");
        assertThat(opened.get(1)).hasSize(1);
    }

    @Test
    void nothingThatFailsHereReachesTheTrainer() {
        LiveProgress broken = new LiveProgress(
                () -> {
                    throw new NoClassDefFoundError("gone");
                },
                System::nanoTime);
        assertThatCode(() -> {
                    broken.started(progress(State.RUNNING, 1, 0));
                    broken.wantsBatch();
                    broken.batchEnded(null);
                    broken.epochEnded(progress(State.RUNNING, 1, 10));
                    broken.ended(progress(State.FINISHED, 1, 10));
                    broken.started(progress(State.RUNNING, 1, 0));
                })
                .doesNotThrowAnyException();
        assertThat(broken.wantsBatch()).isFalse();
    }

    @Test
    void withoutANotebookNoFrameIsEverWanted() {
        LiveProgress nowhere = new LiveProgress();
        nowhere.started(progress(State.RUNNING, 1, 0));
        assertThat(nowhere.wantsBatch()).isFalse();
        nowhere.ended(progress(State.FINISHED, 1, 10));
    }

    private MimeBundle last(State state, int epoch, int batch, String message) {
        live.started(progress(State.RUNNING, 1, 0));
        live.ended(progress(state, epoch, batch, message));
        List<MimeBundle> frames = opened.get(opened.size() - 1);
        return frames.get(frames.size() - 1);
    }

    private static Progress progress(State state, int epoch, int batch) {
        return progress(state, epoch, batch, "");
    }

    /** Ten epochs of ten batches, in which the given epoch has done so many batches. */
    private static Progress progress(State state, int epoch, int batch, String message) {
        int whole = batch == 10 ? epoch : epoch - 1;
        double[] loss = Arrays.copyOf(new double[] {1, 0.5, 0.25}, whole);
        History history = Histories.of(loss, new double[] {1.1, 0.7, 0.4});
        double soFar = batch == 0 ? Double.NaN : 0.3;
        return new Progress(state, epoch, 1, 10, batch, 10, soFar, 4.5, history, message);
    }
}
