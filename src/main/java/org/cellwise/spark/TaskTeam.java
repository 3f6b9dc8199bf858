package org.cellwise.spark;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.cellwise.train.Team;

/**
 * Tasks that compute the shards of a step together, over sockets between each two. Of a small network each task sends what
 * its shards say to all others, and everyone adds all of it; of a large one each task adds one slice of what all shards
 * say, and sends the sums to the others. Either way the sums are taken in the order of the shards.
 */
final class TaskTeam implements Team, Closeable {
    /** How many bytes that a task need not send are worth another round of messages. */
    static final long ROUND_BYTES = 1 << 16;

    private static final int AT_ONCE = 1 << 14; // bytes that a socket takes though nobody reads yet
    private static final int MOST_NUMBERS = 1 << 20; // of a shard, besides its gradients

    private final int shards;
    private final int task;
    private final Wire[] wires; // to each other task; null for this one
    private final ExecutorService senders = Executors.newCachedThreadPool(run -> {
        Thread thread = new Thread(run, "cellwise-sender");
        thread.setDaemon(true);
        return thread;
    });
    private final BooleanSupplier asked;
    private final long roundBytes;
    private final float[][] pieces; // by shard: what was said, or the slice of it that is added here
    private final ByteBuffer[] outgoing;
    private final ByteBuffer[] incoming;
    private boolean stops;

    /**
     * A task of several.
     *
     * @param wires to each task, null for this one
     * @param asked whether the driver asked to stop; the first task's answer counts
     * @param roundBytes as {@link #ROUND_BYTES}
     */
    TaskTeam(int shards, int task, Wire[] wires, BooleanSupplier asked, long roundBytes) {
        this.shards = shards;
        this.task = task;
        this.wires = wires;
        this.asked = asked;
        this.roundBytes = roundBytes;
        pieces = new float[shards][0];
        outgoing = new ByteBuffer[wires.length];
        incoming = new ByteBuffer[wires.length];
    }

    @Override
    public int shards() {
        return shards;
    }

    @Override
    public int first() {
        return first(task);
    }

    @Override
    public int end() {
        return first(task + 1);
    }

    private int first(int of) {
        return SparkRows.ByTask.first(of, shards, wires.length);
    }

    @Override
    public void add(int shard, float[] sums) {
        if (pieces[shard].length != sums.length) {
            pieces[shard] = new float[sums.length];
        }
        System.arraycopy(sums, 0, pieces[shard], 0, sums.length);
    }

    @Override
    public double[][] gather(double[][] own, float[] sums) {
        try {
            return exchange(own, sums);
        } catch (IOException e) {
            throw new UncheckedIOException("Task " + task + " lost another one of its step: " + e.getMessage(), e);
        }
    }

    private double[][] exchange(double[][] own, float[] sums) throws IOException {
        double[][] all = new double[shards][];
        for (int i = 0; i < own.length; i++) {
            all[first() + i] = own[i].clone();
        }
        boolean flag = task == 0 && asked.getAsBoolean();
        stops = flag;
        int size = sums == null ? 0 : sums.length;
        boolean sliced = saved(size) >= roundBytes;
        List<Future<?>> sending = new ArrayList<>();
        for (int p = 0; p < wires.length; p++) {
            if (wires[p] != null) {
                int from = sliced ? slice(p, size) : 0;
                int to = sliced ? slice(p + 1, size) : size;
                sending.add(send(p, pack(p, flag, own, from, to)));
            }
        }
        int from = sliced ? slice(task, size) : 0;
        int to = sliced ? slice(task + 1, size) : size;
        for (int p = 0; p < wires.length; p++) {
            if (wires[p] != null) {
                unpack(p, all, to - from);
            }
        }
        await(sending);
        for (int shard = 0; shard < shards && sums != null; shard++) {
            boolean here = shard >= first() && shard < end();
            add(pieces[shard], here ? from : 0, sums, from, to - from, shard == 0);
        }
        if (sliced) {
            spread(sums, from, to);
        }
        return all;
    }

    /** By how many bytes a task sends less in slices: of most shards a task has, and of the sums. */
    private long saved(int size) {
        int tasks = wires.length;
        long most = (shards + tasks - 1) / tasks;
        return (long) size * Float.BYTES * (tasks - 1) * (most * (tasks - 1) - 1) / tasks;
    }

    /** How many bytes were sent to others. */
    long sent() {
        long sent = 0;
        for (Wire wire : wires) {
            sent += wire == null ? 0 : wire.sent();
        }
        return sent;
    }

    private int slice(int of, int size) {
        return (int) ((long) size * of / wires.length);
    }

    private static void add(float[] piece, int at, float[] into, int from, int count, boolean begins) {
        if (begins) {
            System.arraycopy(piece, at, into, from, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            into[from + i] += piece[at + i];
        }
    }

    private ByteBuffer room(int p, long bytes) {
        int size = Math.toIntExact(bytes);
        if (outgoing[p] == null || outgoing[p].capacity() < size) {
            outgoing[p] = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        }
        return outgoing[p].clear();
    }

    private ByteBuffer pack(int p, boolean flag, double[][] own, int from, int to) {
        long bytes = 1 + (long) own.length * (to - from) * Float.BYTES;
        for (double[] one : own) {
            if (one.length > MOST_NUMBERS) {
                throw new IllegalStateException(
                        "A metric that keeps all outputs, such as one of your own, does not merge on several machines: measure it after training");
            }
            bytes += Integer.BYTES + (long) one.length * Double.BYTES;
        }
        ByteBuffer frame = room(p, bytes);
        frame.put((byte) (flag ? 1 : 0));
        for (double[] one : own) {
            frame.putInt(one.length);
            frame.asDoubleBuffer().put(one);
            frame.position(frame.position() + one.length * Double.BYTES);
        }
        for (int shard = first(); shard < end() && to > from; shard++) {
            frame.asFloatBuffer().put(pieces[shard], from, to - from);
            frame.position(frame.position() + (to - from) * Float.BYTES);
        }
        return frame.flip();
    }

    private void unpack(int p, double[][] all, int count) throws IOException {
        int begin = first(p);
        int end = first(p + 1);
        long most =
                1 + (end - begin) * (Integer.BYTES + (long) MOST_NUMBERS * Double.BYTES + (long) count * Float.BYTES);
        incoming[p] = wires[p].receive(incoming[p], most);
        ByteBuffer frame = incoming[p];
        boolean flag = frame.get() == 1;
        stops |= p == 0 && flag;
        for (int shard = begin; shard < end; shard++) {
            int numbers = frame.getInt();
            if (numbers < 0 || (long) numbers * Double.BYTES > frame.remaining()) {
                throw new IOException("task " + p + " sent a frame that does not add up");
            }
            all[shard] = new double[numbers];
            frame.asDoubleBuffer().get(all[shard]);
            frame.position(frame.position() + numbers * Double.BYTES);
        }
        for (int shard = begin; shard < end && count > 0; shard++) {
            if (pieces[shard].length != count) {
                pieces[shard] = new float[count];
            }
            frame.asFloatBuffer().get(pieces[shard]);
            frame.position(frame.position() + count * Float.BYTES);
        }
    }

    /** Sends the slice of the sums that was added here to all, and takes theirs. */
    private void spread(float[] sums, int from, int to) throws IOException {
        List<Future<?>> sending = new ArrayList<>();
        for (int p = 0; p < wires.length; p++) {
            if (wires[p] != null) {
                ByteBuffer frame = room(p, (long) (to - from) * Float.BYTES);
                frame.asFloatBuffer().put(sums, from, to - from);
                frame.position((to - from) * Float.BYTES);
                sending.add(send(p, frame.flip()));
            }
        }
        for (int p = 0; p < wires.length; p++) {
            if (wires[p] != null) {
                int begin = slice(p, sums.length);
                int count = slice(p + 1, sums.length) - begin;
                incoming[p] = wires[p].receive(incoming[p], (long) count * Float.BYTES);
                incoming[p].asFloatBuffer().get(sums, begin, count);
            }
        }
        await(sending);
    }

    private Future<?> send(int p, ByteBuffer frame) throws IOException {
        if (frame.remaining() <= AT_ONCE) {
            wires[p].send(frame);
            return CompletableFuture.completedFuture(null);
        }
        return senders.submit(() -> {
            wires[p].send(frame);
            return null;
        });
    }

    private static void await(List<Future<?>> sending) throws IOException {
        try {
            for (Future<?> one : sending) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("this task was told to end", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    @Override
    public boolean stops(boolean here) {
        return stops;
    }

    @Override
    public void close() throws IOException {
        senders.shutdownNow();
        for (Wire wire : wires) {
            if (wire != null) {
                wire.close();
            }
        }
    }
}
