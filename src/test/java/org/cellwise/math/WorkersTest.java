package org.cellwise.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void everyIndexIsDoneExactlyOnce(int threads) {
        Workers workers = new Workers(threads);
        for (int count = 0; count < 40; count++) {
            for (int grain = 1; grain < 12; grain++) {
                AtomicIntegerArray done = new AtomicIntegerArray(count);
                workers.run(count, grain, (from, to) -> {
                    for (int i = from; i < to; i++) {
                        done.incrementAndGet(i);
                    }
                });
                for (int i = 0; i < count; i++) {
                    assertThat(done.get(i))
                            .as("index %d of %d, grain %d", i, count, grain)
                            .isOne();
                }
            }
        }
    }

    @Test
    void manyShortLoopsInARowLoseNothing() {
        Workers workers = new Workers(3);
        AtomicInteger total = new AtomicInteger();
        for (int i = 0; i < 20_000; i++) {
            workers.run(5, 1, (from, to) -> total.addAndGet(to - from));
        }
        assertThat(total).hasValue(100_000);
    }

    @Test
    void theCallerAndAHelperWorkAtTheSameTime() {
        CountDownLatch both = new CountDownLatch(2);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        new Workers(2).run(2, 1, (from, to) -> {
            threads.add(Thread.currentThread());
            both.countDown();
            await(both);
        });
        assertThat(threads).hasSize(2).contains(Thread.currentThread());
        assertThat(threads)
                .filteredOn(thread -> thread != Thread.currentThread())
                .allMatch(Thread::isDaemon);
    }

    @Test
    void eachThreadBeginsWithAShareOfItsOwn() {
        Workers workers = new Workers(2);
        for (int loop = 0; loop < 10; loop++) {
            CountDownLatch both = new CountDownLatch(2);
            Map<Thread, Integer> first = new ConcurrentHashMap<>();
            workers.run(80, 10, (from, to) -> {
                if (first.putIfAbsent(Thread.currentThread(), from) == null) {
                    both.countDown();
                    await(both);
                }
            });
            assertThat(first)
                    .hasSize(2)
                    .containsEntry(Thread.currentThread(), 0)
                    .containsValue(40);
        }
    }

    @Test
    void aNestedCallRunsOnTheThreadItIsIn() {
        Workers workers = new Workers(2);
        AtomicInteger inner = new AtomicInteger();
        workers.run(4, 1, (from, to) -> {
            Thread outer = Thread.currentThread();
            workers.run(10, 1, (innerFrom, innerTo) -> {
                assertThat(Thread.currentThread()).isSameAs(outer);
                inner.addAndGet(innerTo - innerFrom);
            });
        });
        assertThat(inner).hasValue(40);
    }

    @Test
    void callersOnSeveralThreadsDoNotMeet() {
        Workers workers = new Workers(2);
        long total = IntStream.range(0, 8)
                .parallel()
                .mapToLong(caller -> {
                    AtomicInteger sum = new AtomicInteger();
                    for (int i = 0; i < 1000; i++) {
                        workers.run(7, 1, (from, to) -> sum.addAndGet(to - from));
                    }
                    return sum.get();
                })
                .sum();
        assertThat(total).isEqualTo(8 * 7000);
    }

    @Test
    void whatAHelperThrowsReachesTheCallerAndTheWorkersLive() {
        Workers workers = new Workers(2);
        CountDownLatch both = new CountDownLatch(2);
        Thread caller = Thread.currentThread();
        assertThatThrownBy(() -> workers.run(2, 1, (from, to) -> {
                    both.countDown();
                    await(both);
                    if (Thread.currentThread() != caller) {
                        throw new ArrayIndexOutOfBoundsException("from the helper");
                    }
                }))
                .isInstanceOf(ArrayIndexOutOfBoundsException.class)
                .hasMessage("from the helper");
        AtomicInteger after = new AtomicInteger();
        workers.run(10, 1, (from, to) -> after.addAndGet(to - from));
        assertThat(after).hasValue(10);
    }

    @Test
    void whatTheCallerThrowsComesOnlyAfterTheOthersAreDone() {
        AtomicInteger running = new AtomicInteger();
        CountDownLatch both = new CountDownLatch(2);
        Thread caller = Thread.currentThread();
        assertThatThrownBy(() -> new Workers(2).run(2, 1, (from, to) -> {
                    running.incrementAndGet();
                    both.countDown();
                    await(both);
                    if (Thread.currentThread() == caller) {
                        running.decrementAndGet();
                        throw new IllegalStateException("from the caller");
                    }
                    pause();
                    running.decrementAndGet();
                }))
                .hasMessage("from the caller");
        assertThat(running).hasValue(0);
    }

    @Test
    void anInterruptOfTheCallerIsKeptAndStopsNothing() {
        AtomicInteger done = new AtomicInteger();
        Thread.currentThread().interrupt();
        try {
            new Workers(2).run(50, 1, (from, to) -> done.addAndGet(to - from));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(done).hasValue(50);
    }

    @Test
    void whereThreadsCannotBeStartedTheOthersDoTheWork() {
        AtomicInteger asked = new AtomicInteger();
        Workers workers = new Workers(4, thread -> {
            if (asked.incrementAndGet() > 1) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            thread.start();
        });
        for (int loop = 0; loop < 1000; loop++) {
            AtomicIntegerArray done = new AtomicIntegerArray(37);
            workers.run(37, 2, (from, to) -> {
                for (int i = from; i < to; i++) {
                    done.incrementAndGet(i);
                }
            });
            assertThat(IntStream.range(0, 37).map(done::get)).containsOnly(1);
        }
        assertThat(asked).hasValue(2);
    }

    @Test
    void badNumbersAreSaid() {
        assertThatThrownBy(() -> new Workers(0)).hasMessageContaining("at least 1 thread, but got 0");
        assertThatThrownBy(() -> new Workers(1).run(1, 0, (from, to) -> {}))
                .hasMessageContaining("grain of at least 1, but got 0");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
