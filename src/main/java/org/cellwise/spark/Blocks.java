package org.cellwise.spark;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.cellwise.data.ShardedRows;
import scala.Tuple2;

/** Rows of a partition in blocks, each of one shard, so that they travel some hundred at a time. */
final class Blocks implements Iterator<Tuple2<Integer, byte[]>> {
    private static final int BYTES = 1 << 16;

    private final CodedRows rows;
    private final int added;
    private final ByteBuffer[] open;
    private final Queue<Tuple2<Integer, byte[]>> full = new ArrayDeque<>();
    private boolean ended;

    /** @param added to the number of each shard */
    Blocks(CodedRows rows, int shards, int added) {
        this.rows = rows;
        this.added = added;
        open = new ByteBuffer[shards];
    }

    private void read() {
        while (full.isEmpty() && !ended) {
            if (!rows.next()) {
                ended = true;
                for (int shard = 0; shard < open.length; shard++) {
                    close(shard);
                }
                return;
            }
            int shard = ShardedRows.shard(rows.hash(), open.length);
            float[] numbers = rows.numbers();
            int bytes = numbers.length * Float.BYTES;
            if (open[shard] != null && open[shard].remaining() < bytes) {
                close(shard);
            }
            if (open[shard] == null) {
                open[shard] = ByteBuffer.allocate(Math.max(bytes, BYTES / bytes * bytes));
            }
            open[shard].asFloatBuffer().put(numbers);
            open[shard].position(open[shard].position() + bytes);
        }
    }

    private void close(int shard) {
        if (open[shard] != null) {
            byte[] bytes = new byte[open[shard].position()];
            open[shard].flip().get(bytes);
            full.add(new Tuple2<>(shard + added, bytes));
            open[shard] = null;
        }
    }

    @Override
    public boolean hasNext() {
        read();
        return !full.isEmpty();
    }

    @Override
    public Tuple2<Integer, byte[]> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The blocks of this partition are done");
        }
        return full.remove();
    }
}
