package org.cellwise.spark;

import java.io.Serializable;
import org.cellwise.data.ShardedRows;

/** How rows fall into shards: how many each has, and a number by which they are known again. */
final class DealtRows implements Serializable {
    private static final long serialVersionUID = 1;

    private final long[] sizes;
    private long fingerprint;
    private final BadRows bad = new BadRows();

    DealtRows(int shards) {
        sizes = new long[shards];
    }

    /** Of the rows of a partition. */
    static DealtRows of(CodedRows rows, int shards) {
        DealtRows dealt = new DealtRows(shards);
        while (rows.next()) {
            long hash = rows.hash();
            dealt.sizes[ShardedRows.shard(hash, shards)]++;
            dealt.fingerprint += ShardedRows.mark(hash);
        }
        dealt.bad.merge(rows.bad());
        return dealt;
    }

    DealtRows merge(DealtRows other) {
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] += other.sizes[i];
        }
        fingerprint += other.fingerprint;
        bad.merge(other.bad);
        return this;
    }

    long[] sizes() {
        return sizes;
    }

    long rows() {
        long rows = 0;
        for (long size : sizes) {
            rows += size;
        }
        return rows;
    }

    long fingerprint() {
        return fingerprint;
    }

    BadRows bad() {
        return bad;
    }
}
