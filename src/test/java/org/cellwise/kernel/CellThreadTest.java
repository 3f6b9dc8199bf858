package org.cellwise.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CellThreadTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final AtomicBoolean stop = new AtomicBoolean();
    private final CellThread cells = new CellThread(Duration.ZERO, LONG, thread -> stop.set(true));

    @Test
    void everythingRunsOnTheSameThread() throws Exception {
        Object first = cells.call(Thread::currentThread);
        Object second = cells.call(Thread::currentThread);
        Object nested = cells.call(() -> cells.call(Thread::currentThread));
        assertThat(second).isSameAs(first).isSameAs(nested);
    }

    @Test
    void theCallerGetsWhatTheCellThrew() {
        assertThatThrownBy(() -> cells.call(() -> {
                    throw new IOException("full");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("full");
    }

    @Test
    void codeThatSeesTheFlagFinishesNormally() throws Exception {
        cells.beginCell();
        CountDownLatch started = new CountDownLatch(1);
        interruptAfter(started, 1);
        Object value = cells.call(() -> {
            started.countDown();
            while (!Thread.interrupted()) {
                Thread.onSpinWait();
            }
            return "done";
        });
        assertThat(value).isEqualTo("done");
        assertThat(cells.wasInterrupted()).isTrue();
        assertThat(cells.call(Thread::interrupted)).isEqualTo(false);
    }

    @Test
    void asTheSecondPressWaitsForNoGrace() {
        cells.beginCell();
        CountDownLatch started = new CountDownLatch(1);
        interruptAfter(started, 2);
        assertThatThrownBy(() -> cells.call(() -> {
                    started.countDown();
                    while (!stop.get()) {
                        Thread.onSpinWait();
                    }
                    return null;
                }))
                .isInstanceOf(CellInterruptedException.class)
                .hasMessage("stopped");
    }

    @Test
    void codeThatNothingStopsIsLeftBehind() throws Exception {
        AtomicBoolean end = new AtomicBoolean();
        CellThread impatient = new CellThread(Duration.ofMillis(500), Duration.ofMillis(50), thread -> {});
        impatient.beginCell();
        assertThatThrownBy(() -> impatient.call(() -> {
                    while (!end.get()) {
                        Thread.onSpinWait();
                    }
                    return null;
                }))
                .hasMessageContaining("IJAVA_TIMEOUT")
                .hasMessageContaining("runs on in the background");
        assertThat(impatient.call(() -> "alive")).isEqualTo("alive");
        end.set(true);
    }

    @Test
    void betweenCellsThereIsNothingToInterrupt() throws Exception {
        cells.beginCell();
        cells.endCell();
        cells.interrupt();
        cells.checkInterrupt();
        assertThat(cells.call(() -> 1)).isEqualTo(1);
    }

    private void interruptAfter(CountDownLatch started, int presses) {
        Thread user = new Thread(() -> {
            try {
                started.await();
                for (int i = 0; i < presses; i++) {
                    cells.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        user.setDaemon(true);
        user.start();
    }
}
