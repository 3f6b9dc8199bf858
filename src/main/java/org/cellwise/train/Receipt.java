package org.cellwise.train;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.data.Schema;
import org.cellwise.data.Source;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;

/**
 * A short proof of what was trained how: two runs did the same if their receipts are equal. The hashes are the first 12
 * digits of SHA-256.
 *
 * @param data hash of the training rows as the network sees them; {@code none} before the first fit
 * @param seed where the random numbers of training began
 * @param settings layers with their settings, loss, optimizer, batch size and length of training, as a hash; of
 *     functions of your own only the name
 * @param weights hash of the weights, bit for bit
 */
public record Receipt(String data, long seed, String settings, String weights) {
    private static final int DIGITS = 12;
    private static final int PART = 1 << 14; // numbers hashed at once
    private static final int ROWS = 256;

    static Receipt of(Source data, Seed seed, String settings, float... weights) {
        return new Receipt(
                data == null ? "none" : data instanceof Dataset rows ? hash(rows) : hash(data),
                seed.value(),
                hash(settings.getBytes(StandardCharsets.UTF_8)),
                hash(weights));
    }

    private static String hash(Dataset data) {
        MessageDigest digest = sha256();
        int width = data.inputShape().elements();
        boolean weighted = data.isWeighted();
        int weights = weighted ? data.schema().positions() : 0;
        ByteBuffer row = ByteBuffer.allocate(Double.BYTES * (width + data.targetWidth() + weights));
        for (int i = 0; i < data.size(); i++) {
            DoubleBuffer numbers = row.clear().asDoubleBuffer();
            numbers.put(data.features(i)).put(data.target(i));
            if (weighted) {
                numbers.put(data.weightsOf(i));
            }
            digest.update(row.array());
        }
        return text(digest);
    }

    /** Rows that need not be in memory, some at a time. */
    private static String hash(Source data) {
        MessageDigest digest = sha256();
        Schema schema = data.schema();
        Batch batch = new Batch(schema, (int) Math.min(ROWS, data.rowCount()));
        Source.Pass pass = data.pass();
        for (long from = 0; from < data.rowCount(); from += batch.capacity()) {
            int count = (int) Math.min(batch.capacity(), data.rowCount() - from);
            pass.fill(batch, from, count, Compute.of(1));
            update(digest, batch.features(), count * schema.inputShape().elements());
            update(digest, batch.targets(), count * schema.targetWidth());
            if (batch.weights() != null) {
                update(digest, batch.weights(), count * schema.positions());
            }
        }
        return text(digest);
    }

    private static String hash(float... values) {
        MessageDigest digest = sha256();
        update(digest, values, values.length);
        return text(digest);
    }

    private static void update(MessageDigest digest, float[] values, int length) {
        ByteBuffer part = ByteBuffer.allocate(Float.BYTES * PART);
        for (int from = 0; from < length; from += PART) {
            int count = Math.min(PART, length - from);
            part.clear().asFloatBuffer().put(values, from, count);
            digest.update(part.array(), 0, Float.BYTES * count);
        }
    }

    private static String hash(byte[] bytes) {
        MessageDigest digest = sha256();
        digest.update(bytes);
        return text(digest);
    }

    private static String text(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256, but this one has not", e);
        }
    }

    @Override
    public String toString() {
        return "data " + data + ", seed " + seed + ", settings " + settings + ", weights " + weights;
    }
}
