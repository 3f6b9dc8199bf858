package org.cellwise;

import java.nio.file.Path;
import org.cellwise.data.Dataset;
import org.cellwise.data.text.BytePairs;
import org.cellwise.data.text.Characters;
import org.cellwise.data.text.Passages;
import org.cellwise.data.text.Tokenizer;
import org.cellwise.model.generate.Generated;
import org.cellwise.model.generate.Generator;
import org.cellwise.model.generate.NextTokens;
import org.cellwise.model.generate.Sampling;
import org.cellwise.network.Network;

/** Text: as tokens, as rows to learn from, and as networks write it. */
abstract class TextFunctions extends BlueprintFunctions {
    TextFunctions() {}

    /**
     * A token for each character that a text is made of: {@code characters("to be or not to be")}.
     *
     * @throws IllegalArgumentException if the text is empty
     */
    public static Characters characters(String text) {
        return Characters.of(text);
    }

    /**
     * Tokens of one byte or more, those that follow one another most often joined, as GPT-2's are; any text can be encoded:
     * {@code bytePairs("to be or not to be", 260)}.
     *
     * @throws IllegalArgumentException if there are to be fewer than 256 tokens
     */
    public static BytePairs bytePairs(String text, int size) {
        return BytePairs.of(text, size);
    }

    /**
     * Tokens by a file of merges, such as GPT-2's where you have it, with its numbers: {@code
     * bytePairs(Path.of("merges.txt"))}.
     *
     * @throws IllegalArgumentException if a line is no merge
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static BytePairs bytePairs(Path merges) {
        return BytePairs.read(merges);
    }

    /**
     * Passages of a text as rows to learn from, each with the token that follows at each place, side by side: {@code
     * passages("to be or not to be", characters("to be or not to be"), 4)}.
     *
     * @throws IllegalArgumentException if the text is no longer than a passage
     */
    public static Dataset passages(String text, Tokenizer tokenizer, int length) {
        return Passages.of(text, tokenizer, length, length);
    }

    /**
     * {@link #passages(String, Tokenizer, int)} that begin a step apart, so that they overlap where it is shorter than they
     * are: {@code passages("to be or not to be", characters("to be or not to be"), 8, 2)}.
     *
     * @throws IllegalArgumentException if the text is no longer than a passage
     */
    public static Dataset passages(String text, Tokenizer tokenizer, int length, int step) {
        return Passages.of(text, tokenizer, length, step);
    }

    /** How the next token is drawn: {@code sampling().temperature(0.8).topK(20).topP(0.95).seed(3)}. */
    public static Sampling sampling() {
        return new Sampling();
    }

    /**
     * A text and so many tokens that a network makes follow it; the stop button ends it early: {@code
     * generate(network(gpt(5, 8, 1, 2, 8)), characters("to be"), "to", 20)}.
     *
     * @throws IllegalArgumentException if the network does not predict the tokens of the tokenizer at each place
     */
    public static Generated generate(Network network, Tokenizer tokenizer, String prompt, int count) {
        return Generator.of(network, tokenizer).write(prompt, count, new Sampling());
    }

    /**
     * {@link #generate(Network, Tokenizer, String, int)} with draws as you want them: {@code generate(network(gpt(5, 8, 1, 2,
     * 8)), characters("to be"), "to", 20, sampling().temperature(0.5))}.
     *
     * @throws IllegalArgumentException if the network does not predict the tokens of the tokenizer at each place
     */
    public static Generated generate(
            Network network, Tokenizer tokenizer, String prompt, int count, Sampling sampling) {
        return Generator.of(network, tokenizer).write(prompt, count, sampling);
    }

    /**
     * {@link #generate(Network, Tokenizer, String, int)} with the tokenizer that the network keeps, also from a file: {@code
     * generate(writer, "to", 20)}.
     *
     * @throws IllegalStateException if it was not trained on passages of a text
     */
    public static Generated generate(Network network, String prompt, int count) {
        return Generator.of(network).write(prompt, count, new Sampling());
    }

    /**
     * {@link #generate(Network, String, int)} with draws as you want them: {@code generate(writer, "to", 20,
     * sampling().temperature(0.5))}.
     *
     * @throws IllegalStateException if it was not trained on passages of a text
     */
    public static Generated generate(Network network, String prompt, int count, Sampling sampling) {
        return Generator.of(network).write(prompt, count, sampling);
    }

    /**
     * The tokenizer that a network keeps, since it was trained on passages of a text: {@code tokenizer(writer)}.
     *
     * @throws IllegalStateException if it keeps none
     */
    public static Tokenizer tokenizer(Network network) {
        return Generator.tokenizer(network);
    }

    /**
     * What a network takes for likely to follow a text: {@code nextTokens(network(gpt(5, 8, 1, 2, 8)), characters("to be"),
     * "to")}.
     *
     * @throws IllegalArgumentException if the network does not predict the tokens of the tokenizer at each place
     */
    public static NextTokens nextTokens(Network network, Tokenizer tokenizer, String text) {
        return Generator.of(network, tokenizer).next(text);
    }
}
