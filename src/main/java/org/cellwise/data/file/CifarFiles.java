package org.cellwise.data.file;

import java.util.List;
import java.util.Map;
import org.cellwise.data.Dataset;
import org.cellwise.text.Names;

/**
 * Batches of CIFAR-10 in its binary form (Krizhevsky, 2009): for each picture a byte for its class, then 32 x 32 bytes of
 * red, of green and of blue.
 */
public final class CifarFiles {
    private static final int SIDE = 32;
    private static final int PIXELS = 3 * SIDE * SIDE;
    private static final String[] CLASSES = {
        "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"
    };

    private CifarFiles() {}

    /**
     * Images (3, 32, 32) with numbers from 0 to 1, and their classes.
     *
     * @param batches bytes of files by name, one after another
     * @throws IllegalArgumentException if one is no such batch
     */
    public static Dataset read(Map<String, byte[]> batches) {
        int count = 0;
        for (Map.Entry<String, byte[]> batch : batches.entrySet()) {
            int length = batch.getValue().length;
            if (length == 0 || length % (1 + PIXELS) != 0) {
                throw new IllegalArgumentException(
                        "%s is no batch of CIFAR-10: it has %s bytes, no multiple of the %s of a picture and its class; is it the binary version?"
                                .formatted(Names.shorten(batch.getKey()), length, 1 + PIXELS));
            }
            count += length / (1 + PIXELS);
        }
        float[] pixels = new float[Math.multiplyExact(count, PIXELS)];
        float[] classes = new float[count];
        int row = 0;
        for (Map.Entry<String, byte[]> batch : batches.entrySet()) {
            byte[] bytes = batch.getValue();
            for (int at = 0; at < bytes.length; at += 1 + PIXELS, row++) {
                classes[row] = checked(batch.getKey(), at / (1 + PIXELS), bytes[at] & 0xff);
                IdxFiles.brightness(bytes, at + 1, pixels, row * PIXELS, PIXELS);
            }
        }
        return Dataset.encoded(IdxFiles.encoder(PIXELS), pixels, classes, List.of(CLASSES), true)
                .reshape(3, SIDE, SIDE);
    }

    private static int checked(String name, int picture, int label) {
        if (label >= CLASSES.length) {
            throw new IllegalArgumentException(
                    "%s is no batch of CIFAR-10: picture %s has the class %s, but there are 0 to 9; is it the binary version?"
                            .formatted(Names.shorten(name), picture, label));
        }
        return label;
    }
}
