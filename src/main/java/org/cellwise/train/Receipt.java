package org.cellwise.train;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.cellwise.data.Dataset;
import org.cellwise.math.Seed;

/**
 * A short proof of what was trained how: two runs did the same if their receipts are equal. The hashes are the first 12
 * digits of SHA-256.
 *
 * @param data hash of the training rows as the network sees them; {@code none} before the first fit
 * @param seed where the random numbers of training began
 * @param settings network, loss, optimizer, batch size and length of training, as a hash
 * @param weights hash of the weights, bit for bit
 */
public record Receipt(String data, long seed, String settings, String weights) {
    private static final int DIGITS = 12;

    static Receipt of(Dataset data, Seed seed, String settings, float... weights) {
        return new Receipt(
                data == null ? "none" : hash(data),
                seed.value(),
                hash(settings.getBytes(StandardCharsets.UTF_8)),
                hash(weights));
    }

    private static String hash(Dataset data) {
        ByteBuffer bytes = ByteBuffer.allocate(
                Double.BYTES * data.size() * (data.inputShape().elements() + data.targetWidth()));
        for (int row = 0; row < data.size(); row++) {
            for (double feature : data.features(row)) {
                bytes.putDouble(feature);
            }
            for (double target : data.target(row)) {
                bytes.putDouble(target);
            }
        }
        return hash(bytes.array());
    }

    private static String hash(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return hash(bytes.array());
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256, but this one has not", e);
        }
    }

    @Override
    public String toString() {
        return "data " + data + ", seed " + seed + ", settings " + settings + ", weights " + weights;
    }
}
