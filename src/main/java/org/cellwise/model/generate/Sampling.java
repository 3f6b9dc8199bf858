package org.cellwise.model.generate;

import java.util.Objects;
import java.util.stream.IntStream;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;

/**
 * How the next token is chosen among logits.
 *
 * @param temperature what logits are divided by: below 1 for likelier tokens, above 1 for more variety; 0 takes the
 *     likeliest
 * @param topK only so many of the likeliest tokens are drawn from; 0 for all (Fan et al., 2018)
 * @param topP only the likeliest tokens that have this share of the probability together (Holtzman et al., 2020)
 * @param seed where the draws start
 * @param stop text that ends the generation, which it is then without; empty for none
 */
public record Sampling(double temperature, int topK, double topP, Seed seed, String stop) {
    public Sampling {
        if (!(temperature >= 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException(
                    "sampling expects a temperature of 0 or more, such as 0.8, but got " + temperature);
        }
        if (topK < 0) {
            throw new IllegalArgumentException(
                    "sampling expects a topK of 1 or more, or 0 for all tokens, but got " + topK);
        }
        if (!(topP > 0 && topP <= 1)) {
            throw new IllegalArgumentException("sampling expects a topP above 0 and up to 1, but got " + topP);
        }
        Objects.requireNonNull(seed, "sampling expects a seed, but got null");
        Objects.requireNonNull(stop, "sampling expects a text to stop at, \"\" for none, but got null");
    }

    /** By the probabilities as they are. */
    public Sampling() {
        this(1, 0, 1, Seed.DEFAULT, "");
    }

    /** With another temperature. */
    public Sampling temperature(double value) {
        return new Sampling(value, topK, topP, seed, stop);
    }

    /** From so many of the likeliest tokens. */
    public Sampling topK(int count) {
        return new Sampling(temperature, count, topP, seed, stop);
    }

    /** From the likeliest tokens that have this share of the probability together. */
    public Sampling topP(double share) {
        return new Sampling(temperature, topK, share, seed, stop);
    }

    /** With draws from another seed. */
    public Sampling seed(long value) {
        return new Sampling(temperature, topK, topP, new Seed(value), stop);
    }

    /** Ending before this text, such as {@code "\n\n"}. */
    public Sampling stop(String text) {
        return new Sampling(temperature, topK, topP, seed, text);
    }

    /**
     * The probability of each token to be drawn: 0 for those that topK and topP leave out.
     *
     * @param logits of all tokens; -∞ for one that never comes
     * @throws IllegalArgumentException if the largest is not finite, or one is no number
     */
    public double[] probabilities(double... logits) {
        int best = largest(logits);
        if (!Double.isFinite(logits[best])) {
            throw new IllegalArgumentException(
                    "sampling expects finite logits, but that of token %s is %s: the network's weights may have diverged; train again with a smaller learning rate"
                            .formatted(best, logits[best]));
        }
        double[] shares = new double[logits.length];
        if (temperature == 0) {
            shares[best] = 1;
            return shares;
        }
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            shares[i] = Math.exp((logits[i] - logits[best]) / temperature);
            sum += shares[i];
        }
        if ((topK == 0 || topK >= logits.length) && topP == 1) { // all of them, which need no order
            for (int i = 0; i < logits.length; i++) {
                shares[i] /= sum;
            }
            return shares;
        }
        return likeliest(shares, order(logits));
    }

    /** The first in order that topK and topP leave, to add up to 1. */
    private double[] likeliest(double[] shares, int... order) {
        int kept = topK == 0 ? shares.length : Math.min(topK, shares.length);
        double sum = 0;
        for (int i = 0; i < kept; i++) {
            sum += shares[order[i]];
        }
        double within = 0;
        int last = 0;
        while (last < kept && (last == 0 || within < topP * sum)) {
            within += shares[order[last++]];
        }
        for (int i = 0; i < order.length; i++) {
            shares[order[i]] = i < last ? shares[order[i]] / within : 0;
        }
        return shares;
    }

    /** The likeliest token; of equal ones that with the smaller number, and what is no number before all others. */
    private static int largest(double... logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            boolean odd = Double.isNaN(logits[i]) && !Double.isNaN(logits[best]);
            best = odd || logits[i] > logits[best] ? i : best;
        }
        return best;
    }

    /** The tokens, the likeliest first; of equal ones that with the smaller number. */
    static int[] order(double... logits) {
        return IntStream.range(0, logits.length)
                .boxed()
                .sorted((a, b) -> logits[a] != logits[b] ? Double.compare(logits[b], logits[a]) : a - b)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** A token, drawn. */
    int draw(double[] logits, SeededRandom random) {
        double[] shares = probabilities(logits);
        double left = random.nextDouble();
        for (int i = 0; i < shares.length; i++) {
            left -= shares[i];
            if (left < 0) {
                return i;
            }
        }
        return IntStream.range(0, shares.length) // by rounding
                .filter(i -> shares[i] > 0)
                .max()
                .orElseThrow();
    }
}
