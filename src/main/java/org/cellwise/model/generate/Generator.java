package org.cellwise.model.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellwise.data.RowEncoder;
import org.cellwise.data.text.Tokenizer;
import org.cellwise.data.text.Tokenizers;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.text.Given;

/** Lets a network that predicts the next token write on. */
public final class Generator {
    private static final int MOST_STEPS = 10_000; // of a text that is looked at step by step

    private final Network network;
    private final Tokenizer tokenizer;

    private Generator(Network network, Tokenizer tokenizer) {
        this.network = network;
        this.tokenizer = tokenizer;
    }

    /**
     * Of a network that keeps the tokenizer that its training data was made with.
     *
     * @throws IllegalStateException if it keeps none
     * @throws IllegalArgumentException as {@link #of(Network, Tokenizer)}
     */
    public static Generator of(Network network) {
        return of(network, tokenizer(network));
    }

    /**
     * The tokenizer of the data that a network was trained on last.
     *
     * @throws IllegalStateException if it keeps none
     */
    public static Tokenizer tokenizer(Network network) {
        Given.require(network, "tokenizer", "a network, as network(…) makes it");
        if (network.preparation() instanceof RowEncoder rows && !rows.tokens().isEmpty()) {
            return Tokenizers.of(rows.tokens());
        }
        throw new IllegalStateException("The network keeps no tokenizer, since it was not trained on passages(…) of a"
                + " text: name it, as in generate(net, tokenizer, \"to be\", 100)");
    }

    /**
     * Of a network and the tokenizer that its training data was made with.
     *
     * @throws IllegalArgumentException if the network does not predict the tokens of the tokenizer at each place, or one
     *     of its layers reads later places
     */
    public static Generator of(Network network, Tokenizer tokenizer) {
        Given.require(tokenizer, "generate", "a tokenizer, such as characters(text)");
        new Continuation(network);
        if (network.outputShape().last() != tokenizer.size()) {
            throw new IllegalArgumentException(
                    "The network predicts " + network.outputShape().last()
                            + " tokens, but the tokenizer has " + tokenizer.size()
                            + ": use the tokenizer that its training data was made with");
        }
        return new Generator(network, tokenizer);
    }

    /**
     * A text and what follows it, so many tokens or fewer, where the stop text comes or the thread is interrupted, as by
     * a notebook's stop button.
     *
     * @throws IllegalArgumentException if the text is empty, or has what no token stands for
     */
    public Generated write(String prompt, int count, Sampling sampling) {
        Given.require(sampling, "generate", "a way of sampling, such as sampling()");
        int[] begin = encode(prompt);
        if (count < 0) {
            throw new IllegalArgumentException("generate expects a number of tokens of 0 or more, but got " + count);
        }
        long started = System.nanoTime();
        Continuation continuation = new Continuation(network);
        continuation.read(begin);
        SeededRandom random = sampling.seed().random();
        int[] drawn = new int[Math.min(count, 1024)];
        int made = 0;
        Generated.End end = Generated.End.LENGTH;
        while (made < count && end == Generated.End.LENGTH) {
            if (Thread.interrupted()) {
                end = Generated.End.INTERRUPTED;
            } else {
                drawn = made < drawn.length ? drawn : Arrays.copyOf(drawn, (int) Math.min(count, 2L * made));
                drawn[made] = sampling.draw(continuation.logits(), random);
                made++;
                end = stops(sampling, drawn, made) ? Generated.End.STOP_TEXT : end;
                if (made < count && end == Generated.End.LENGTH) {
                    continuation.read(drawn[made - 1]);
                }
            }
        }
        String text = tokenizer.decode(Arrays.copyOf(drawn, made));
        String without = end == Generated.End.STOP_TEXT ? text.substring(0, text.indexOf(sampling.stop())) : text;
        return new Generated(prompt, without, made, end, (System.nanoTime() - started) / 1e9);
    }

    private int[] encode(String prompt) {
        int[] begin = tokenizer.encode(prompt);
        if (begin.length == 0) {
            throw new IllegalArgumentException(
                    "generate expects a text to go on from, such as a single letter, but it is empty");
        }
        return begin;
    }

    private boolean stops(Sampling sampling, int[] tokens, int count) {
        int tail = Math.max(0, count - 3 * sampling.stop().length() - 8); // UTF-8 has up to 3 bytes a char
        return !sampling.stop().isEmpty()
                && tokenizer.decode(Arrays.copyOfRange(tokens, tail, count)).contains(sampling.stop());
    }

    /**
     * A text as it grows by so many tokens: what might have come at each step, and what did.
     *
     * @throws IllegalArgumentException if the text is empty, has what no token stands for, or the number is below 1
     */
    public Writing writing(String prompt, int count, Sampling sampling) {
        Given.require(sampling, "writing", "a way of sampling, such as sampling()");
        if (count < 1 || count > MOST_STEPS) {
            throw new IllegalArgumentException("writing expects 1 to " + MOST_STEPS + " tokens, but got " + count);
        }
        Continuation continuation = new Continuation(network);
        continuation.read(encode(prompt));
        SeededRandom random = sampling.seed().random();
        int[] drawn = new int[count];
        List<Writing.Step> steps = new ArrayList<>();
        for (int i = 0; i < count && !Thread.interrupted(); i++) {
            String before = prompt + tokenizer.decode(Arrays.copyOf(drawn, i));
            NextTokens next = candidates(before, sampling, continuation.logits());
            drawn[i] = sampling.draw(continuation.logits(), random);
            steps.add(new Writing.Step(next, tokenizer.names().get(drawn[i])));
            continuation.read(drawn[i]);
        }
        return new Writing(prompt, prompt + tokenizer.decode(Arrays.copyOf(drawn, steps.size())), steps);
    }

    /**
     * How likely each token is to come next, the likeliest first.
     *
     * @throws IllegalArgumentException if the text is empty, or has what no token stands for
     */
    public NextTokens next(String text) {
        Continuation continuation = new Continuation(network);
        continuation.read(encode(text));
        return candidates(text, new Sampling(), continuation.logits());
    }

    private NextTokens candidates(String text, Sampling sampling, double... logits) {
        double[] shares = sampling.probabilities(logits);
        List<NextTokens.Candidate> candidates = new ArrayList<>();
        for (int token : Sampling.order(logits)) {
            candidates.add(new NextTokens.Candidate(tokenizer.names().get(token), shares[token]));
        }
        return new NextTokens(text, candidates);
    }
}
