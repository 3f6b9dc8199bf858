package org.cellwise.data.augment;

import org.cellwise.math.SeededRandom;

/**
 * What becomes of one row: a map from the places of the new image to those of the old one, noise, and another row that is
 * mixed in. All moves together are one map, so that an image is blurred once at most.
 */
public final class Change {
    // place (y, x) from the middle is taken from (yy y + yx x + down, xy y + xx x + across)
    private double yy;
    private double yx;
    private double xy;
    private double xx;
    private double down;
    private double across;
    private int height;
    private int width;
    private double deviation;
    private long noise;
    private double share; // of the row itself
    private double chance;
    private final SeededRandom random = new SeededRandom(0);

    Change() {
        reset(1, 1);
    }

    /** Leaves a row as it is: an image of this size, or none. */
    void reset(int ofHeight, int ofWidth) {
        height = ofHeight;
        width = ofWidth;
        yy = 1;
        yx = 0;
        xy = 0;
        xx = 1;
        down = 0;
        across = 0;
        deviation = 0;
        share = 1;
        chance = 0;
    }

    void move(double by, double byAcross) {
        down -= yy * by + yx * byAcross; // what stands here stood where it came from
        across -= xy * by + xx * byAcross;
    }

    void scale(double vertical, double horizontal) {
        yy *= vertical;
        xy *= vertical;
        yx *= horizontal;
        xx *= horizontal;
    }

    void turn(double angle) {
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double a = yy * cos - yx * sin;
        double b = yy * sin + yx * cos;
        double c = xy * cos - xx * sin;
        double d = xy * sin + xx * cos;
        yy = a;
        yx = b;
        xy = c;
        xx = d;
    }

    /** Keeps a part of this size, away from the middle by these shares of the height and the width. */
    void crop(double size, double byDown, double byAcross) {
        move(-byDown * height, -byAcross * width);
        scale(size, size);
    }

    void addNoise(double ofDeviation, long seed) {
        deviation = ofDeviation;
        noise = seed;
    }

    void mix(double own, double drawn) {
        share = own;
        chance = drawn;
    }

    /** Whether the target of the other row is taken, where targets are classes. */
    boolean takesOther() {
        return chance >= share;
    }

    /** The share of the row itself beside the other one. */
    double share() {
        return share;
    }

    /** Writes an image, channel after channel, of one and another that is mixed in. */
    void image(float[] from, int own, int other, float[] into, int at, int channels) {
        double middleY = (height - 1) / 2.0;
        double middleX = (width - 1) / 2.0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double fromY = middleY + yy * (y - middleY) + yx * (x - middleX) + down;
                double fromX = middleX + xy * (y - middleY) + xx * (x - middleX) + across;
                for (int c = 0; c < channels; c++) {
                    int start = c * height * width;
                    double value = sample(from, own + start, height, width, fromY, fromX);
                    if (share < 1) {
                        value = share * value + (1 - share) * sample(from, other + start, height, width, fromY, fromX);
                    }
                    into[at + start + y * width + x] = (float) value;
                }
            }
        }
        add(into, at, channels * height * width);
    }

    /** Writes a row that is no image. */
    void row(float[] from, int own, int other, float[] into, int at, int numbers) {
        for (int i = 0; i < numbers; i++) {
            into[at + i] = share < 1 ? (float) (share * from[own + i] + (1 - share) * from[other + i]) : from[own + i];
        }
        add(into, at, numbers);
    }

    private void add(float[] into, int at, int numbers) {
        if (deviation > 0) {
            random.restore(noise);
            for (int i = 0; i < numbers; i++) {
                into[at + i] += (float) (deviation * random.nextGaussian());
            }
        }
    }

    /** The value between pixels, from the four around; beyond the edge it is that of the edge. */
    private static double sample(float[] from, int start, int height, int width, double y, double x) {
        double insideY = Math.max(0, Math.min(height - 1, y));
        double insideX = Math.max(0, Math.min(width - 1, x));
        int top = (int) insideY;
        int left = (int) insideX;
        double partY = insideY - top;
        double partX = insideX - left;
        int first = start + top * width + left;
        int right = partX > 0 ? 1 : 0;
        int below = partY > 0 ? width : 0;
        double upper = from[first] + partX * (from[first + right] - from[first]);
        double lower = from[first + below] + partX * (from[first + below + right] - from[first + below]);
        return upper + partY * (lower - upper);
    }
}
