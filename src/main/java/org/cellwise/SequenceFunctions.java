package org.cellwise;

import org.cellwise.layer.Layer;
import org.cellwise.layer.sequence.Bidirectional;
import org.cellwise.layer.sequence.Conv1d;
import org.cellwise.layer.sequence.Embedding;
import org.cellwise.layer.sequence.Gru;
import org.cellwise.layer.sequence.Lstm;
import org.cellwise.layer.sequence.Masking;
import org.cellwise.layer.sequence.Place;
import org.cellwise.layer.sequence.Positions;
import org.cellwise.layer.transformer.ClassToken;
import org.cellwise.layer.transformer.CrossAttention;
import org.cellwise.layer.transformer.DecoderBlock;
import org.cellwise.layer.transformer.EncoderDecoder;
import org.cellwise.layer.transformer.PatchEmbedding;
import org.cellwise.layer.transformer.Segments;
import org.cellwise.layer.transformer.SelfAttention;
import org.cellwise.layer.transformer.TransformerBlock;
import org.cellwise.layer.transformer.Unembedding;

/**
 * Layers that read sequences, and what transformers are made of. Shapes are those of one row of a batch; shapes that do
 * not fit are refused when the network is built.
 */
abstract class SequenceFunctions extends LayerFunctions {
    SequenceFunctions() {}

    /**
     * A learned row of numbers for each of 0 … entries - 1: (length) becomes (length, width): {@code embedding(1000, 32)},
     * {@code embedding(1000, 32).weights(normal(0.02))}.
     *
     * @throws IllegalArgumentException if a number is below 1
     */
    public static Embedding embedding(int entries, int width) {
        return new Embedding(entries, width);
    }

    /** Adds a learned row to each place of a sequence (length, width): {@code positions()}. */
    public static Positions positions() {
        return new Positions();
    }

    /**
     * For sequences of different length, filled up with zeros: the layers after it leave out places that hold nothing but
     * zeros: {@code network(inputs(6), masking(), embedding(50, 8), lstm(4).last())}.
     */
    public static Masking masking() {
        return new Masking();
    }

    /**
     * Filters along sequences: (length, width) becomes (length', filters): {@code conv1d(16, 3).same()}, {@code conv1d(16,
     * 3).asCausal()}.
     *
     * @throws IllegalArgumentException if a number is below 1
     */
    public static Conv1d conv1d(int filters, int kernel) {
        return new Conv1d(filters, kernel);
    }

    /**
     * Long short-term memory: sequences (length, width) become (length, units), with {@code lstm(32).last()} only the last
     * state (units) (Hochreiter and Schmidhuber, 1997).
     *
     * @throws IllegalArgumentException if there are fewer than 1 unit
     */
    public static Lstm lstm(int units) {
        return new Lstm(units);
    }

    /**
     * Gated recurrent units: sequences (length, width) become (length, units), with {@code gru(32).last()} only the last
     * state (units) (Cho et al., 2014).
     *
     * @throws IllegalArgumentException if there are fewer than 1 unit
     */
    public static Gru gru(int units) {
        return new Gru(units);
    }

    /**
     * Two layers that read sequences from both ends, side by side: (length, width) becomes (length, 2 units) (Schuster and
     * Paliwal, 1997): {@code bidirectional(lstm(16))}, {@code bidirectional(gru(16).last())}.
     */
    public static Bidirectional bidirectional(Layer layer) {
        return new Bidirectional(layer);
    }

    /**
     * One place of each sequence, (length, width) becomes (width): {@code place(0)}, or {@code place(-1)} for the last.
     */
    public static Place place(int index) {
        return new Place(index);
    }

    /**
     * Each place of a sequence (length, width) gathers from all places, softmax(Q Kᵀ / √d) V in each head (Vaswani et al.,
     * 2017): {@code selfAttention(4)}, {@code selfAttention(4).asCausal()}; with two groups of keys and values, and places
     * told by turning, {@code selfAttention(4).groups(2).rotary()}.
     *
     * @throws IllegalArgumentException if there is no head; building fails where heads do not share the width evenly
     */
    public static SelfAttention selfAttention(int heads) {
        return new SelfAttention(heads);
    }

    /**
     * Each place of a decoder's sequence gathers from that of the encoder (Vaswani et al., 2017), within {@link
     * #encoderDecoder}: {@code crossAttention(4)}.
     *
     * @throws IllegalArgumentException if there is no head; building fails outside a decoder
     */
    public static CrossAttention crossAttention(int heads) {
        return new CrossAttention(heads);
    }

    /**
     * Self-attention and two dense layers with gelu between them, norm first, each around a residual connection; (length,
     * width) stays (Vaswani et al., 2017): {@code transformerBlock(4, 128).dropout(0.1)}, {@code
     * transformerBlock(4, 128).asCausal()}.
     *
     * @throws IllegalArgumentException if a number is below 1
     */
    public static TransformerBlock transformerBlock(int heads, int hidden) {
        return new TransformerBlock(heads, hidden);
    }

    /**
     * Causal self-attention, {@link #crossAttention} and two dense layers with gelu between them, norm first, each around a
     * residual connection; (length, width) stays: {@code decoderBlock(4, 128)}.
     *
     * @throws IllegalArgumentException if a number is below 1
     */
    public static DecoderBlock decoderBlock(int heads, int hidden) {
        return new DecoderBlock(heads, hidden);
    }

    /**
     * Two sequences one behind the other, the first read by an encoder, the second by a decoder that looks at what the
     * encoder made (Vaswani et al., 2017); (source + target, …) becomes what the decoder makes of (target, …): {@code
     * encoderDecoder(8, sequential(embedding(12, 16), positions(), transformerBlock(2, 32)), sequential(embedding(12, 16),
     * positions(), decoderBlock(2, 32), dense(12)))}.
     *
     * @throws IllegalArgumentException if the first sequence has no place, or a layer is null
     */
    public static EncoderDecoder encoderDecoder(int source, Layer encoder, Layer decoder) {
        return new EncoderDecoder(source, encoder, decoder);
    }

    /**
     * Puts a learned place before each sequence, which {@link #place} takes out again: (length, width) becomes (length + 1,
     * width) (Devlin et al., 2019): {@code classToken()}.
     */
    public static ClassToken classToken() {
        return new ClassToken();
    }

    /**
     * Adds a learned row for the text that a sequence is, as BERT does: {@code segments(2)} (Devlin et al., 2019).
     *
     * @throws IllegalArgumentException if there is no text
     */
    public static Segments segments(int count) {
        return new Segments(count);
    }

    /**
     * Squares of images as places of a sequence: (channels, height, width) becomes (patches, units) (Dosovitskiy et al.,
     * 2021): {@code network(inputs(1, 28, 28), patchEmbedding(7, 32), positions(), transformerBlock(4, 64))}.
     *
     * @throws IllegalArgumentException if a number is below 1
     */
    public static PatchEmbedding patchEmbedding(int patch, int units) {
        return new PatchEmbedding(patch, units);
    }

    /**
     * Logits of the entries of the embedding before it, by the embedding's own table (Press and Wolf, 2017): {@code
     * network(inputs(8), embedding(50, 16), positions(), transformerBlock(2, 32).asCausal(), unembedding())}.
     */
    public static Unembedding unembedding() {
        return new Unembedding(null);
    }

    /** {@link #unembedding()} by the table of a layer, where there are several: {@code unembedding("embedding_1")}. */
    public static Unembedding unembedding(String embedding) {
        return new Unembedding(embedding);
    }
}
