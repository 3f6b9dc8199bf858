package org.cellwise.data.augment;

import org.cellwise.math.SeededRandom;

/** A way to change an image by chance so that what it shows stays the same. */
public sealed interface Augmentation
        permits Augmentation.Shift,
                Augmentation.Flip,
                Augmentation.Rotate,
                Augmentation.Crop,
                Augmentation.Noise,
                Augmentation.MixUp {
    /** Draws what becomes of one image. */
    void draw(Change change, SeededRandom random);

    /** Whether it moves pixels, for which rows must be images. */
    default boolean movesPixels() {
        return true;
    }

    /**
     * Moves an image by whole pixels, up to so many either way in both directions; its edge is repeated where it leaves a
     * gap.
     *
     * @param pixels at most, from 1
     */
    record Shift(int pixels) implements Augmentation {
        public Shift {
            if (pixels < 1 || pixels > 1 << 12) {
                throw new IllegalArgumentException(
                        "shift expects a number of pixels from 1, such as shift(2), but got " + pixels);
            }
        }

        @Override
        public void draw(Change change, SeededRandom random) {
            int down = random.nextInt(2 * pixels + 1) - pixels;
            int across = random.nextInt(2 * pixels + 1) - pixels;
            change.move(down, across);
        }
    }

    /** Swaps left and right, in one of two cases. */
    record Flip() implements Augmentation {
        @Override
        public void draw(Change change, SeededRandom random) {
            if (random.nextInt(2) == 1) {
                change.scale(1, -1);
            }
        }
    }

    /**
     * Turns an image around its middle, by a uniform angle up to so many degrees either way.
     *
     * @param degrees at most, above 0 and up to 180
     */
    record Rotate(double degrees) implements Augmentation {
        public Rotate {
            if (!(degrees > 0 && degrees <= 180)) {
                throw new IllegalArgumentException(
                        "rotate expects an angle above 0 and up to 180 degrees, such as rotate(10), but got "
                                + degrees);
            }
        }

        @Override
        public void draw(Change change, SeededRandom random) {
            change.turn(Math.PI / 180 * random.nextDouble(-degrees, degrees));
        }
    }

    /**
     * Takes a part of an image, with the form of the whole, and brings it to the size of the whole.
     *
     * @param smallest share of the height and of the width that stays at least, above 0 and below 1
     */
    record Crop(double smallest) implements Augmentation {
        public Crop {
            if (!(smallest > 0 && smallest < 1)) {
                throw new IllegalArgumentException(
                        "crop expects the smallest share that stays, above 0 and below 1, such as crop(0.8), but got "
                                + smallest);
            }
        }

        @Override
        public void draw(Change change, SeededRandom random) {
            double share = random.nextDouble(smallest, 1);
            double down = (1 - share) * (random.nextDouble() - 0.5);
            double across = (1 - share) * (random.nextDouble() - 0.5);
            change.crop(share, down, across);
        }
    }

    /**
     * Adds normal noise to every number of a row.
     *
     * @param deviation its standard deviation, above 0
     */
    record Noise(double deviation) implements Augmentation {
        public Noise {
            if (!(deviation > 0 && deviation < 1e30)) {
                throw new IllegalArgumentException(
                        "noise expects a standard deviation above 0, such as noise(0.05), but got " + deviation);
            }
        }

        @Override
        public void draw(Change change, SeededRandom random) {
            change.addNoise(deviation, random.nextLong());
        }

        @Override
        public boolean movesPixels() {
            return false;
        }
    }

    /**
     * Mixes a row with another one (Zhang et al., <em>mixup: Beyond Empirical Risk Minimization</em>, 2018), with a share
     * drawn from the beta distribution of this parameter twice. Numeric targets are mixed, too; of classes, each is the
     * target with the probability of its share, so that the loss is right on average.
     *
     * @param alpha above 0 and up to 1; small ones leave most rows nearly as they are
     */
    record MixUp(double alpha) implements Augmentation {
        public MixUp {
            if (!(alpha > 0 && alpha <= 1)) {
                throw new IllegalArgumentException(
                        "mixUp expects a parameter above 0 and up to 1, such as mixUp(0.2), but got " + alpha);
            }
        }

        @Override
        public void draw(Change change, SeededRandom random) {
            change.mix(beta(random), random.nextDouble());
        }

        /** From the beta distribution with both parameters alpha, by Jöhnk's method (1964). */
        private double beta(SeededRandom random) {
            while (true) {
                double x = StrictMath.pow(random.nextDouble(), 1 / alpha);
                double y = StrictMath.pow(random.nextDouble(), 1 / alpha);
                if (x + y <= 1 && x + y > 0) {
                    return x / (x + y);
                }
            }
        }

        @Override
        public boolean movesPixels() {
            return false;
        }
    }
}
